package ai.openclaw.dashboard;

import static ai.openclaw.harness.ScriptedModel.call;
import static ai.openclaw.harness.ScriptedModel.say;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import ai.openclaw.database.TestPostgres;
import ai.openclaw.harness.AgentRuns;
import ai.openclaw.harness.ScriptedModel;
import ai.openclaw.proxy.ScriptedProvider;
import ai.openclaw.worker.TestGateway;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The built-in agent at work, through the proxy and the door, as a person sees it who watches.
class BuiltInAgentPageTest {

    @TempDir Path home;
    @TempDir Path workspace;

    @Test
    void itsTurnsAppearWhileItWorks() throws Exception {
        var model =
                new ScriptedModel(
                        "anthropic",
                        say(
                                "I look around.",
                                call(
                                        "bash",
                                        "command",
                                        "while ! [ -e go ]; do sleep 0.1; done; echo gone")),
                        say("", call("write", "path", "a/b.txt", "content", "x")),
                        say("", call("finish", "summary", "There was nothing to do.")));
        try (var provider = new ScriptedProvider();
                var gateway =
                        new TestGateway(
                                        TestPostgres.freshDatabase(),
                                        home,
                                        2,
                                        "--ANTHROPIC_API_KEY=sk-x",
                                        "--ANTHROPIC_BASE_URL=" + provider.url(),
                                        "--OPENCLAW_DEFAULT_MODEL=claude-test",
                                        "--openclaw.gateway.password=" + TestHouse.PASSWORD)
                                .withLanes();
                var browser = new TestBrowser()) {
            model.at(provider);
            gateway.engine.runs(program -> AgentRuns.run(program.launch().env(), workspace));
            var address =
                    "http://127.0.0.1:"
                            + gateway.context.getEnvironment().getProperty("local.server.port");
            try (var person = browser.person(address, 1200, ColorScheme.LIGHT)) {
                var page = person.newPage();
                TestBrowser.signIn(page);
                var task = gateway.submit("{\"prompt\": \"Look around.\"}");
                page.navigate("/tasks/" + task.id() + "/conversation");

                var turns = page.locator("#turns > li");
                assertThat(turns.nth(1)).containsText("I look around.");
                var bash = turns.nth(1).locator("details");
                assertThat(bash.locator(".state")).hasAttribute("data-state", "RUNNING");
                bash.locator("summary").click();
                assertThat(bash.locator("pre").first()).containsText("while ! [ -e go ]");
                Files.createFile(workspace.resolve("go"));
                assertThat(bash.locator("pre").last()).containsText("gone");
                assertThat(turns).hasCount(5);
                assertThat(turns.nth(2).locator("summary")).containsText("a/b.txt");
                assertThat(turns.nth(4)).containsText("There was nothing to do.");
                assertThat(turns.nth(4)).containsText("3 turns, 600 in, 21 out");
                assertThat(page.locator("#live")).hasText("Ended");
            }
        }
    }
}
