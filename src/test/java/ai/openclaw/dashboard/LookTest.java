package ai.openclaw.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.base.Reason;
import ai.openclaw.log.LogStream;
import ai.openclaw.log.Timeline;
import ai.openclaw.notify.WebhookRequest;
import ai.openclaw.notify.Webhooks;
import ai.openclaw.proxy.ScriptedProvider;
import ai.openclaw.schedule.Schedules;
import ai.openclaw.secret.SecretRequest;
import ai.openclaw.secret.Secrets;
import ai.openclaw.task.Task;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every page, wide in light colours and narrow in dark ones: readable by everybody, nothing beside
/// the window, and a picture of each in `target/pages` for people to look at. Colours do not depend
/// on width, so the other two pairs would show nothing new; `-Dlook=all` takes their pictures too.
/// None of them holds a provider's key or a secret.
class LookTest {

    private static final String KEY = "sk-that-no-page-may-hold";

    private static final String SECRET = "hush-that-no-page-may-hold";

    @TempDir static Path home;

    private static ScriptedProvider provider;
    private static TestHouse house;
    private static TestBrowser browser;
    private static final Map<String, String> pages = new LinkedHashMap<>();

    @BeforeAll
    static void furnish() {
        provider = new ScriptedProvider();
        provider.on(
                "/v1/models",
                ScriptedProvider.json(
                        """
                        {"data": [{"id": "claude-opus", "display_name": "Claude Opus",
                          "max_input_tokens": 200000}, {"id": "claude-haiku"}]}
                        """));
        house =
                TestHouse.open(
                        home,
                        Map.of(
                                "ANTHROPIC_API_KEY",
                                KEY,
                                "ANTHROPIC_BASE_URL",
                                provider.url(),
                                "GROQ_API_KEY",
                                KEY,
                                "GROQ_BASE_URL",
                                provider.url(),
                                "OPENCLAW_DEFAULT_MODEL",
                                "claude-opus"));
        browser = new TestBrowser();
        var failed = failedTask();
        var running = runningTask();
        for (int i = 0; i < 12; i++) {
            var task = house.submit("Rebuild the search index for docs, shard " + i + " of 12");
            house.succeed(house.claim(task.id()));
        }
        house.tasks().cancel(house.submit("Translate the handbook").id(), "mara");
        house.submit("Draft the release notes for storefront 8.14", Map.of("team", "web"));
        pages.put("list", "/");
        pages.put("list-failed", "/?state=FAILED");
        pages.put("list-none", "/?q=nothing+of+this+kind");
        pages.put("task-running", "/tasks/" + running.id());
        pages.put("task-failed", "/tasks/" + failed.id());
        pages.put("task-timeline", "/tasks/" + failed.id() + "/timeline");
        pages.put("task-conversation", "/tasks/" + failed.id() + "/conversation");
        pages.put("task-artifacts", "/tasks/" + failed.id() + "/artifacts");
        TestCalls.furnish(house, failed.id());
        pages.put("task-usage", "/tasks/" + failed.id() + "/usage");
        pages.put("usage", "/usage");
        pages.put("task-new", "/tasks/new");
        pages.put("agents", "/agents");
        pages.put("agent", "/agents/shell");
        pages.put("models", "/models");
        house.bean(Secrets.class).put("GITHUB_TOKEN", new SecretRequest(SECRET), "mara");
        pages.put("secrets", "/secrets");
        pages.put("sandboxes", "/sandboxes");
        TestNodes.furnish(house);
        pages.put("nodes", "/nodes");
        pages.put("retention", "/retention");
        furnishSchedule();
        pages.put("schedules", "/schedules");
        pages.put("schedule", "/schedules/inbox-triage");
        pages.put("schedule-new", "/new-schedule");
        pages.put("schedule-edit", "/schedules/inbox-triage/edit");
        pages.put("webhooks", "/webhooks");
        pages.put("webhook", webhook());
        pages.put("error-404", "/tasks/none");
    }

    private static void furnishSchedule() {
        var form =
                new ScheduleForm(
                        "inbox-triage",
                        "shell",
                        "echo triage of {{slot}}",
                        "cron",
                        "*/30 * * * *",
                        "Europe/Berlin",
                        "2m",
                        null,
                        null,
                        "once",
                        "skip",
                        "5",
                        "{\"labels\": {\"team\": \"web\"}}",
                        0);
        var schedules = house.bean(Schedules.class);
        schedules.put("inbox-triage", form.spec(null), null, null, "mara");
        var _ = schedules.run("inbox-triage", "mara");
    }

    private static Task failedTask() {
        var labels = Map.of("team", "billing", "month", "2026-11");
        var task = house.submit("Reconcile the invoices of 21 Nov with the bank export", labels);
        var attempt = house.claim(task.id());
        house.print(task.id(), attempt, LogStream.STDOUT, "reading 412 invoices, 398 bookings");
        house.print(
                task.id(),
                attempt,
                LogStream.STDERR,
                "\u001b[33mwarning:\u001b[0m 3 bookings in CHF, no rate for 2026-11-21",
                "\u001b[1;31merror:\u001b[0m no rate, giving up");
        house.fail(attempt, Reason.EXIT_CODE, "The program ended with exit code 3.");
        house.tasks().retry(task.id(), "mara");
        var second = house.claim(task.id());
        house.print(task.id(), second, LogStream.STDOUT, "reading 412 invoices again");
        house.fail(second, Reason.OUT_OF_MEMORY, "Killed at its memory limit of 512m.");
        converse(task);
        return task;
    }

    private static void converse(Task task) {
        var timeline = house.bean(Timeline.class);
        timeline.note(
                task.id(),
                1,
                "agent.turn",
                Map.of(
                        "text",
                        "I will look at both files first.\nThey seem to differ.",
                        "inputTokens",
                        2104,
                        "outputTokens",
                        388));
        for (boolean fails : new boolean[] {false, true}) {
            String call = "c" + fails;
            String command = "head -3 in/invoices-2026-11-21.csv in/bank.csv # " + "x".repeat(99);
            timeline.note(
                    task.id(),
                    1,
                    "agent.tool",
                    Map.of("call", call, "name", "bash", "said", command, "input", command));
            timeline.note(
                    task.id(),
                    1,
                    "agent.result",
                    Map.of("call", call, "failed", fails, "output", "number;issued", "millis", 12));
        }
        timeline.note(task.id(), 1, "agent.retry", Map.of("why", "429: slow down"));
        timeline.note(task.id(), 1, "agent.tool", Map.of("name", "read", "said", "in/bank.csv"));
    }

    /// One that nobody may reach, with a delivery.
    private static String webhook() {
        var webhooks = house.bean(Webhooks.class);
        var wanted = new WebhookRequest("http://10.0.0.1/hook", "For the pager", null, true);
        var id = webhooks.create(wanted, "mara").it().id();
        var _ = webhooks.test(id, "mara");
        return "/webhooks/" + id;
    }

    private static Task runningTask() {
        var task =
                house.submit("Triage 38 new issues in acme/storefront\nand say which are urgent");
        var attempt = house.claim(task.id());
        var lines = new ArrayList<String>();
        for (int i = 1; i <= 60; i++) {
            lines.add("\u001b[32mlooked at\u001b[0m issue " + i + " of 38".repeat(i % 7));
        }
        house.print(task.id(), attempt, LogStream.STDOUT, lines.toArray(String[]::new));
        house.print(task.id(), attempt, LogStream.STDERR, "\u001b[36m#18\u001b[0m has no title");
        house.furnishSandboxes(attempt);
        return task;
    }

    @AfterAll
    static void leave() {
        browser.close();
        house.close();
        provider.close();
    }

    @Test
    void everyPageIsFitForEverybody() {
        var faults = new ArrayList<String>();
        for (var colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {1440, 390}) {
                boolean usual = width == 1440 == (colours == ColorScheme.LIGHT);
                if (!usual && !"all".equals(System.getProperty("look"))) {
                    continue;
                }
                try (var person = browser.person(house.address(), width, colours)) {
                    var page = person.newPage();
                    page.navigate("/sign-in");
                    judge(page, "sign-in", colours, width, faults);
                    TestBrowser.signIn(page);
                    pages.forEach((name, path) -> {
                        if (!name.equals("sign-in") && !name.equals("list-empty")) {
                            page.navigate(path);
                            judge(page, name, colours, width, faults);
                        }
                    });
                }
            }
        }
        faults.addAll(browser.complaints());
        faults.removeIf(it -> it.contains("status of 404"));
        assertThat(faults).isEmpty();
    }

    private static void judge(
            Page page, String name, ColorScheme colours, int width, List<String> faults) {
        assertThat(page.content()).as(name).doesNotContain(KEY, SECRET);
        var shot = "%s-%d-%s".formatted(name, width, colours.name().toLowerCase(Locale.ROOT));
        page.screenshot(
                new Page.ScreenshotOptions().setPath(Path.of("target/pages", shot + ".png")));
        var beside = (Number) page.evaluate("document.documentElement.scrollWidth - innerWidth");
        if (beside.intValue() > 0) {
            faults.add(shot + ": " + beside + " px beside the window");
        }
        new AxeBuilder(page)
                .analyze()
                .getViolations()
                .forEach(it ->
                        faults.add(
                                shot
                                        + ": "
                                        + it.getId()
                                        + " "
                                        + it.getNodes().getFirst().getHtml()));
    }
}
