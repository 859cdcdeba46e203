package ai.openclaw.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.agent.AgentSpec;
import ai.openclaw.agent.Agents;
import ai.openclaw.base.Json;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets in a real browser.
class SecretPageTest {

    private static final String VALUE = "ghp_5up3r-s3cr3t";

    @TempDir static Path home;

    @Test
    void aMissingSecretIsSetAndItsValueIsNeverShown() {
        try (var house = TestHouse.open(home);
                var browser = new TestBrowser();
                var person = browser.person(house.address(), 1200, ColorScheme.LIGHT)) {
            house.bean(Agents.class)
                    .put(
                            "deployer",
                            Json.mapper()
                                    .readValue(
                                            "{\"command\": [\"x\"], \"secrets\": [\"TOKEN\"]}",
                                            AgentSpec.class));
            var page = person.newPage();
            TestBrowser.signIn(page);
            page.click("nav a:has-text('Secrets')");

            var row = page.locator("tbody tr");
            assertThat(row).hasCount(1);
            assertThat(row).containsText("Missing");
            assertThat(row).containsText("deployer");
            row.locator("a:has-text('Set')").click();
            assertThat(page.locator("input[name=name]")).hasValue("TOKEN");

            page.fill("#value", "short");
            page.click("main button:has-text('Set')");
            assertThat(page.locator("[role=alert]")).containsText("8 characters");
            assertThat(page.locator("#value")).hasValue("");

            page.fill("#value", VALUE);
            page.click("main button:has-text('Set')");
            assertThat(page.locator("tbody tr .state")).containsText("Set");
            assertThat(page.locator("tbody tr")).containsText("by admin");
            assertThat(page.content()).doesNotContain(VALUE);

            page.click("button:has-text('Remove')");
            assertThat(page.locator("tbody tr")).containsText("Missing");
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
