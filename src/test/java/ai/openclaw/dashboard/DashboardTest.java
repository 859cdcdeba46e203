package ai.openclaw.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.base.Reason;
import ai.openclaw.log.LogStream;
import ai.openclaw.task.TaskState;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The dashboard in a real browser: what a person does and sees.
class DashboardTest {

    private static final String EVIL =
            "<img src=x onerror=\"window.pwned=1\"><script>pwned=1</script>";

    @TempDir static Path home;

    private static TestHouse house;
    private static TestBrowser browser;

    private BrowserContext person;
    private Page page;

    @BeforeAll
    static void furnish() {
        house = TestHouse.open(home);
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
    void strangersSeeTheSignInPageAndComeBackToWhereTheyWanted() {
        try (var stranger = browser.person(house.address(), 1200, ColorScheme.LIGHT)) {
            var door = stranger.newPage();
            door.navigate("/agents/shell");
            assertThat(door).hasURL(house.address() + "/sign-in?next=%2Fagents%2Fshell");
            door.getByLabel("Name").fill("admin");
            door.getByLabel("Password").fill("not the password");
            door.locator("button[type=submit]").click();
            assertThat(door.getByRole(AriaRole.ALERT)).hasText("Name and password do not match.");
            door.getByLabel("Name").fill("admin");
            door.getByLabel("Password").fill(TestHouse.PASSWORD);
            door.locator("button[type=submit]").click();
            assertThat(door).hasURL(house.address() + "/agents/shell");
            door.getByText("Sign out").click();
            assertThat(door.getByRole(AriaRole.STATUS)).hasText("You are signed out.");
        }
    }

    @Test
    void rowChangesInPlaceWhenItsTaskDoes() {
        var task = house.submit("count to ten");
        page.navigate("/");
        var row = page.locator("#t-" + task.id());
        assertThat(row.locator(".state")).hasText("Queued");
        assertThat(page.locator("#live")).hasText("Live");

        var attempt = house.claim(task.id());
        assertThat(row.locator(".state")).hasText("Running");
        house.fail(attempt, Reason.EXIT_CODE, "The program ended with exit code 3.");
        assertThat(row.locator(".state")).hasText("Failed");
        assertThat(row.locator(".why")).hasText("EXIT_CODE");
        house.tasks().retry(task.id(), "mara");
        assertThat(row.locator(".state")).hasText("Queued");
    }

    @Test
    void newTasksAreAnnouncedAndDoNotPushTheList() {
        house.submit("an older one");
        page.navigate("/");
        assertThat(page.locator("#live")).hasText("Live");
        var before = page.locator("tbody tr").first().getAttribute("id");

        var task = house.submit("a newer one");
        assertThat(page.locator(".fresh a")).hasText("1 newer task");
        assertThat(page.locator("tbody tr").first().getAttribute("id")).isEqualTo(before);
        page.locator(".fresh a").click();
        assertThat(page.locator("tbody tr").first()).hasId("t-" + task.id());
    }

    @Test
    void listIsNarrowedByStateAgentAndWords() {
        var task = house.submit("translate the handbook into Portuguese");
        house.fail(house.claim(task.id()), Reason.TIMEOUT, "Stopped at its time limit.");
        page.navigate("/");
        page.getByLabel("State").getByText("Failed").click();
        assertThat(page).hasURL(house.address() + "/?state=FAILED");
        // A script listens to what is typed only when the page has come as far as this.
        assertThat(page.locator("#live")).hasText("Live");
        page.getByLabel("Search tasks").fill("handbook into");
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator("tbody tr")).hasId("t-" + task.id());
        page.getByLabel("Search tasks").fill("no task says this");
        assertThat(page.getByText("Nothing matches")).isVisible();
    }

    @Test
    void logGrowsWhileOneWatchesAndEndsWithTheTask() {
        var task = house.submit("print");
        var attempt = house.claim(task.id());
        house.print(task.id(), attempt, LogStream.STDOUT, "first");
        page.navigate("/tasks/" + task.id());
        assertThat(page.locator("#lines code")).hasText("first");
        assertThat(page.locator("#live")).hasText("Live");

        house.print(task.id(), attempt, LogStream.STDERR, "second");
        assertThat(page.locator("#L2 code")).hasText("second");
        assertThat(page.locator("#L2")).hasClass("err");
        house.print(
                task.id(),
                attempt,
                LogStream.STDOUT,
                IntStream.rangeClosed(3, 500).mapToObj(i -> "line " + i).toArray(String[]::new));
        assertThat(page.locator("#lines li")).hasCount(500);
        page.locator(".log > footer").scrollIntoViewIfNeeded();
        assertThat(page.locator("#L500")).isInViewport();
        assertThat(page.locator("#line-count")).hasText("500");

        house.succeed(attempt);
        assertThat(page.locator("#head .state")).hasText("Succeeded");
        assertThat(page.locator("#live")).hasText("Ended");
        assertThat(page.locator("#cancel")).hasCount(0);
        assertThat(page.locator("#lines li")).hasCount(500);
    }

    @Test
    void lostStreamComesBackWithoutLossOrDoubling() {
        var task = house.submit("print on");
        var attempt = house.claim(task.id());
        house.print(task.id(), attempt, LogStream.STDOUT, "one", "two");
        page.navigate("/tasks/" + task.id());
        assertThat(page.locator("#live")).hasText("Live");
        house.print(task.id(), attempt, LogStream.STDOUT, "three");
        assertThat(page.locator("#L3 code")).hasText("three");

        page.context().setOffline(true);
        house.print(task.id(), attempt, LogStream.STDOUT, "four", "five");
        page.context().setOffline(false);
        reopen(page);
        assertThat(page.locator("#L5 code")).hasText("five");
        assertThat(page.locator("#lines li")).hasCount(5);
    }

    /// Begins the stream anew, from where the page began: lines come again that are there.
    private static void reopen(Page page) {
        page.evaluate(
                """
                const page = document.querySelector('[sse-connect]');
                page['htmx-internal-data'].sseEventSource.close();
                const again = new EventSource(page.getAttribute('sse-connect'));
                again.addEventListener('lines', (event) => {
                  const lines = document.getElementById('lines');
                  if (htmx.trigger(lines, 'htmx:sseBeforeMessage', event)) {
                    htmx.swap(lines, event.data, {swapStyle: 'beforeend'});
                  }
                });
                """);
    }

    @Test
    void cancelAndRetryAreOneClick() {
        var task = house.submit("sleep");
        page.navigate("/tasks/" + task.id());
        page.locator("#cancel").click();
        assertThat(page.locator("#head .state")).hasText("Cancelled");
        assertThat(house.tasks().get(task.id()).state()).isEqualTo(TaskState.CANCELLED);
        page.locator("#retry").click();
        assertThat(page.locator("#head .state")).hasText("Queued");
        page.locator("#copy").click();
        assertThat(page.locator("#head .state")).hasText("Queued");
        assertThat(page.url()).doesNotContain(task.id().toString());
    }

    @Test
    void runningTaskThatIsCancelledSaysSoUntilItIs() {
        var task = house.submit("sleep on");
        house.claim(task.id());
        page.navigate("/tasks/" + task.id());
        page.locator("#cancel").click();
        assertThat(page.locator("#head .state")).hasText("Cancelling");
        assertThat(page.locator("#cancel")).hasCount(0);
    }

    @Test
    void newTaskIsMadeWithAFormThatKeepsWhatWasTyped() {
        page.navigate("/tasks/new");
        page.getByLabel("Prompt or script").fill("echo hello");
        page.getByLabel("Time limit in minutes").fill("soon");
        page.getByText("Run task").click();
        assertThat(page.locator(".bad")).hasText("A whole number of minutes is expected.");
        assertThat(page.getByLabel("Prompt or script")).hasValue("echo hello");
        page.getByLabel("Time limit in minutes").fill("3");
        page.getByLabel("Labels").fill("team:web");
        page.getByText("Run task").click();
        assertThat(page.locator("h1")).hasText("echo hello");
        assertThat(page.locator("#facts")).containsText("3 m 00 s");
        assertThat(page.locator("#head .tag")).hasText("team:web");
        browser.complaints().removeIf(it -> it.contains("status of 400"));
    }

    @Test
    void hostileTextIsShownAndNeverRun() {
        var task = house.submit(EVIL, Map.of("evil", EVIL.substring(0, 30)));
        var attempt = house.claim(task.id());
        house.print(
                task.id(), attempt, LogStream.STDOUT, EVIL, "\u001b[31m" + EVIL, "a\u202eb\u0000c");
        page.navigate("/");
        assertThat(page.locator("#t-" + task.id() + " .ttl")).hasText(EVIL);
        page.navigate("/tasks/" + task.id());
        assertThat(page.locator("h1")).hasText(EVIL);
        assertThat(page.locator("#L1 code")).hasText(EVIL);
        house.print(task.id(), attempt, LogStream.STDERR, EVIL);
        assertThat(page.locator("#L4 code")).hasText(EVIL);
        house.fail(attempt, Reason.EXIT_CODE, EVIL);
        assertThat(page.locator("#detail")).hasText(EVIL);
        page.navigate("/tasks/" + task.id() + "/timeline");
        assertThat(page.locator("#events")).containsText(EVIL);
        page.navigate("/?q=" + "%22%3E%3Cscript%3Epwned%3D1%3C%2Fscript%3E");
        assertThat(page.evaluate("window.pwned")).isNull();
        assertThat(page.locator("img")).hasCount(0);
    }

    @Test
    void themeIsChosenAndKept() {
        page.navigate("/agents");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Dark")).click();
        assertThat(page).hasURL(house.address() + "/agents");
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(19, 20, 23)");
    }

    @Test
    void agentIsPausedAndResumedByAButton() {
        page.navigate("/agents/shell");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Pause")).click();
        assertThat(page.locator("#paused")).containsText("by admin");
        page.navigate("/agents");
        assertThat(page.getByText("paused")).hasCount(1);
        page.navigate("/agents/shell");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Resume")).click();
        assertThat(page.locator("#paused")).hasCount(0);
    }

    @Test
    void keyboardReachesATaskAndItsLog() {
        house.submit("by keyboard");
        page.navigate("/");
        page.keyboard().press("Tab");
        assertThat(page.getByText("Skip to content")).isFocused();
        page.keyboard().press("Enter");
        page.locator(".rows .ttl").first().focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("by keyboard");
        page.locator(".log .view").focus();
        assertThat(page.locator(".log .view")).isFocused();
    }

    @Test
    void whatIsNotThereIsSaidInTheSameStyle() {
        for (var path : List.of("/nowhere", "/tasks/none", "/agents/nobody")) {
            var answer = page.navigate(path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(page.locator("h1")).hasText("Nothing here");
        }
        browser.complaints().removeIf(it -> it.contains("status of 404"));
    }
}
