package ai.openclaw.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.agent.AgentSpec;
import ai.openclaw.agent.Agents;
import ai.openclaw.base.Json;
import ai.openclaw.log.Timeline;
import ai.openclaw.task.TaskRequest;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The one click that turns a refused way out into an allowed one, in a real browser.
class AllowedHostsTest {

    @TempDir static Path home;

    @Test
    void aRefusedHostIsAllowedWithOneClick() {
        try (var house = TestHouse.open(home);
                var browser = new TestBrowser();
                var person = browser.person(house.address(), 1200, ColorScheme.LIGHT)) {
            var agents = house.bean(Agents.class);
            agents.put(
                    "surfer",
                    Json.mapper()
                            .readValue(
                                    """
                                    {"command": ["x"], "network": "egress", "allow": ["a.test"]}
                                    """,
                                    AgentSpec.class));
            var task =
                    house.tasks()
                            .submit(
                                    Json.mapper()
                                            .readValue(
                                                    "{\"agent\": \"surfer\", \"prompt\": \"x\"}",
                                                    TaskRequest.class));
            house.bean(Timeline.class)
                    .note(
                            task.id(),
                            1,
                            "egress.denied",
                            Map.of(
                                    "host", "b.test",
                                    "port", 8443,
                                    "why", "not allowed",
                                    "allow", "b.test:8443",
                                    "warning", true));
            var page = person.newPage();
            TestBrowser.signIn(page);
            page.navigate("/tasks/" + task.id() + "/timeline");

            page.click("button:has-text('Allow b.test:8443 for surfer')");

            assertThat(page.locator("#events")).containsText("allowed for later tasks");
            assertThat(page.locator("button:has-text('Allow b.test')")).hasCount(0);
            assertThat(agents.find("surfer").orElseThrow().spec().allow())
                    .containsExactly("a.test", "b.test:8443");
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
