package ai.openclaw.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.log.Timeline;
import ai.openclaw.task.Task;
import ai.openclaw.task.TaskRequest;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An agent's conversation in a real browser.
class ConversationTest {

    private static final String EVIL =
            "</p></pre><img src=x onerror=\"window.pwned=1\"><script>pwned=1</script>";

    @TempDir static Path home;

    private static TestHouse house;
    private static TestBrowser browser;

    private BrowserContext person;
    private Page page;

    @BeforeAll
    static void furnish() {
        house = TestHouse.open(home, Map.of("OPENCLAW_DEFAULT_MODEL", "claude-test"));
        browser = new TestBrowser();
    }

    @BeforeEach
    void comeIn() {
        person = browser.person(house.address(), 1200, ColorScheme.LIGHT);
        page = person.newPage();
        TestBrowser.signIn(page);
    }

    @AfterEach
    void goAndComplainOfNothing() {
        person.close();
        assertThat(browser.complaints()).isEmpty();
    }

    @AfterAll
    static void leave() {
        browser.close();
        house.close();
    }

    @Test
    void turnsAndCallsWithTheirResultsAreShownFolded() {
        var task = submit("Mend the test.");
        house.claim(task.id());
        turn(task, 1, "I run the test.");
        tool(task, "a", "python3 test.py");
        result(task, "a", true, "AssertionError: 5 != -1");
        note(task, "agent.retry", Map.of("why", "429: slow down"));

        page.navigate("/tasks/" + task.id());
        page.locator(".tabs").getByText("Conversation").click();

        var turns = page.locator("#turns > li");
        assertThat(turns).hasCount(3);
        assertThat(turns.nth(0)).containsText("Mend the test.");
        assertThat(turns.nth(1)).containsText("I run the test.");
        assertThat(turns.nth(1)).containsText("1,200 in, 34 out");
        assertThat(turns.nth(1).locator("summary")).containsText("python3 test.py");
        assertThat(turns.nth(1).locator(".state")).hasAttribute("data-state", "FAILED");
        assertThat(page.getByText("AssertionError")).isHidden();
        assertThat(turns.nth(2)).containsText("429: slow down");
        // By keyboard.
        turns.nth(1).locator("summary").focus();
        page.keyboard().press("Enter");
        assertThat(page.getByText("AssertionError: 5 != -1")).isVisible();
    }

    @Test
    void whatComesIsAddedAndWhatIsOpenStaysOpen() {
        var task = submit("Mend it.");
        var attempt = house.claim(task.id());
        turn(task, 1, "First.");
        tool(task, "a", "make");
        page.navigate("/tasks/" + task.id() + "/conversation");
        assertThat(page.locator("#live")).hasText("Live");
        var call = page.locator("#turns details");
        assertThat(call.locator(".state")).hasAttribute("data-state", "RUNNING");
        call.locator("summary").click();

        result(task, "a", false, "all is built");
        assertThat(call.locator(".state")).hasAttribute("data-state", "SUCCEEDED");
        assertThat(page.getByText("all is built")).isVisible();
        tool(task, "b", "make test");
        assertThat(page.locator("#turns details")).hasCount(2);
        turn(task, 2, "Second.");
        assertThat(page.locator("#turns > li")).hasCount(3);
        note(
                task,
                "agent.finish",
                Map.of("ending", "out-of-turns", "exit", 5, "detail", "the limit is 2"));
        assertThat(page.locator("#turns > li").last()).containsText("out-of-turns: the limit is 2");
        assertThat(page.locator("#turns details .state").last())
                .hasAttribute("data-state", "RUNNING");
        house.succeed(attempt);
        assertThat(page.locator("#live")).hasText("Ended");
        assertThat(page.locator("#turns > li")).hasCount(4);
        assertThat(page.getByText("all is built")).isVisible();
        assertThat(page.locator("#turns details .state").last()).containsText("Cut off");
    }

    @Test
    void whatAnAgentSaysIsNeverMoreThanText() {
        var task = submit(EVIL);
        house.claim(task.id());
        page.navigate("/tasks/" + task.id() + "/conversation");
        assertThat(page.locator("#live")).hasText("Live");
        turn(task, 1, EVIL);
        for (String kind : List.of("agent.tool", "agent.result")) {
            note(
                    task,
                    kind,
                    Map.of(
                            "call", EVIL, "name", EVIL, "said", EVIL, "input", EVIL, "output",
                            EVIL));
        }
        note(task, "agent.turn", Map.of("text", Map.of("a", 1), "inputTokens", "many"));
        note(task, "agent.tool", Map.of());
        note(task, "agent.result", Map.of("millis", -5, "failed", "yes"));
        note(task, "agent.finish", Map.of("exit", EVIL, "ending", EVIL, "summary", EVIL));
        note(task, "agent.turn", Map.of("text", "x".repeat(12_000)));
        assertThat(page.locator("#turns > li")).hasCount(5);

        for (int i = 0; i < 2; i++) {
            assertThat(page.locator("#turns > li").nth(1)).containsText("<script>pwned=1</script>");
            assertThat(page.locator("#turns img, #turns script")).hasCount(0);
            assertThat(page.evaluate("window.pwned")).isNull();
            assertThat(page.locator("#turns > li").last().innerText().length()).isLessThan(8_200);
            page.reload();
        }
    }

    @Test
    void tasksOfOtherProgramsHaveNoSuchTab() {
        var task = house.submit("true");

        page.navigate("/tasks/" + task.id());

        assertThat(page.locator(".tabs")).containsText("Timeline");
        assertThat(page.locator(".tabs")).not().containsText("Conversation");
    }

    /// For the built-in agent.
    private static Task submit(String prompt) {
        return house.tasks()
                .submit(
                        new TaskRequest(
                                "default", prompt, null, null, null, null, null, null, null, null,
                                null, null, null, null, null));
    }

    private static void turn(Task task, int number, String text) {
        note(
                task,
                "agent.turn",
                Map.of("turn", number, "text", text, "inputTokens", 1200, "outputTokens", 34));
    }

    private static void tool(Task task, String call, String command) {
        note(
                task,
                "agent.tool",
                Map.of("call", call, "name", "bash", "said", command, "input", command));
    }

    private static void result(Task task, String call, boolean failed, String output) {
        note(
                task,
                "agent.result",
                Map.of("call", call, "failed", failed, "output", output, "millis", 31));
    }

    private static void note(Task task, String kind, Map<String, Object> detail) {
        house.bean(Timeline.class).note(task.id(), 1, kind, detail);
    }
}
