package ai.openclaw.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.database.TestPostgres;
import ai.openclaw.worker.TestGateway;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// JobRunr's own dashboard: shut for everybody but admins, and for them to look at.
class OpsDashboardTest {

    private static final List<String> PATHS =
            List.of(
                    "/",
                    "/dashboard",
                    "/dashboard/overview",
                    "/dashboard/static/js/none.js",
                    "/api/jobs?state=ENQUEUED",
                    "/api/servers",
                    "/api/recurring-jobs",
                    "/api/version",
                    "/api/problems",
                    "/sse/jobstats",
                    "/sse/servers",
                    "/openclaw/ops.css",
                    "/anything");

    @TempDir static Path home;

    private static TestGateway gateway;
    private static int port;
    private static String token;

    @BeforeAll
    static void start() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        gateway =
                new TestGateway(
                        TestPostgres.freshDatabase(),
                        home,
                        2,
                        "--openclaw.ops.port=" + port,
                        "--openclaw.gateway.password=" + TestHouse.PASSWORD);
        token = "Authorization: Bearer " + Files.readString(home.resolve("admin-token")).strip();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void nobodyComesInWithoutSessionOrToken() throws IOException {
        var ours = "Host: 127.0.0.1:" + port;
        for (String path : PATHS) {
            assertThat(status("GET", path, ours)).as(path).isEqualTo(401);
            assertThat(status("GET", path, ours, "Authorization: Bearer oc_no")).isEqualTo(401);
            assertThat(status("GET", path, ours, "Cookie: openclaw-session=bm8=")).isEqualTo(401);
            assertThat(status("POST", path, ours)).as(path).isEqualTo(401);
        }
        assertThat(status("GET", "/api/servers", ours, token)).isEqualTo(200);
    }

    @Test
    void anotherHostOrOriginIsRefusedEvenWithAToken() throws IOException {
        var ours = "Host: 127.0.0.1:" + port;
        for (String path : PATHS) {
            for (String host :
                    List.of("evil.example", "10.1.2.3:" + port, "127.0.0.1.evil:1", "")) {
                assertThat(status("GET", path, "Host: " + host, token)).as(path).isEqualTo(403);
            }
            for (String origin : List.of("http://evil.example", "null", "http://127.0.0.1:1")) {
                assertThat(status("GET", path, ours, token, "Origin: " + origin)).isEqualTo(403);
            }
            assertThat(status("GET", path, ours, token, "Sec-Fetch-Site: cross-site"))
                    .isEqualTo(403);
        }
    }

    @Test
    void nothingCanBeChanged() throws IOException {
        var ours = "Host: localhost:" + port;
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            assertThat(status(method, "/api/jobs/" + new UUID(1, 2), ours, token)).isEqualTo(405);
        }
        assertThat(status("POST", "/api/recurring-jobs/x/trigger", ours, token)).isEqualTo(405);
    }

    @Test
    void adminSeesJobsServersAndLiveFigures() {
        gateway.run("{\"agent\": \"shell\", \"prompt\": \"true\"}");
        var outside = new ArrayList<String>();
        try (var browser = new TestBrowser();
                var person = browser.person(address(), 1280, ColorScheme.LIGHT)) {
            var page = person.newPage();
            page.onResponse(it -> {
                if (!it.url().startsWith("http://127.0.0.1:") && !it.url().startsWith("data:")) {
                    outside.add(it.url());
                }
            });
            TestBrowser.signIn(page);
            page.getByRole(AriaRole.LINK, named("JobRunr")).click();
            page.waitForURL("**/dashboard/overview");

            page.navigate(ops("/dashboard/jobs?state=SUCCEEDED"));
            page.getByText("shell").first().click();
            assertThat(page.locator("#job-name-title")).containsText("shell");
            assertThat(page.getByText("Requeue")).isHidden();
            assertThat(page.getByText("Delete", exactly())).isHidden();
            page.screenshot(shot("job"));

            page.navigate(ops("/dashboard/servers"));
            assertThat(page.getByText("Running").first()).isVisible();
            page.screenshot(shot("servers"));
            page.navigate(ops("/dashboard/recurring-jobs"));
            assertThat(page.getByText("Recurring jobs").first()).isVisible();
            assertThat(page.getByText("schedule-tick").first()).isVisible();

            page.navigate(ops("/dashboard/overview"));
            awaitProcessed(page, 1);
            gateway.run("{\"agent\": \"shell\", \"prompt\": \"true\"}");
            awaitProcessed(page, 2);
            page.screenshot(shot("overview"));

            page.getByText("OpenClaw", exactly()).click();
            page.waitForURL(address() + "/");
            assertThat(outside).isEmpty();
            assertThat(browser.complaints()).allMatch(it -> it.contains("api.jobrunr.io"));
        }
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }

    /// At least so many: the recurring jobs of the gateway itself are counted as well.
    private static void awaitProcessed(Page page, int jobs) {
        page.waitForFunction(
                """
                least => Number(/Processed (\\d+) jobs/.exec(document.body.innerText)?.[1]) >= least
                """,
                jobs,
                new Page.WaitForFunctionOptions().setTimeout(30_000));
    }

    private static Page.ScreenshotOptions shot(String name) {
        return new Page.ScreenshotOptions().setPath(Path.of("target/pages/ops-" + name + ".png"));
    }

    private static String address() {
        return "http://127.0.0.1:"
                + gateway.context.getEnvironment().getProperty("local.server.port");
    }

    private static String ops(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /// By hand, since Java's client writes the host by itself.
    private static int status(String method, String path, String... headers) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            var request =
                    "%s %s HTTP/1.1\r\n%s\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                            .formatted(method, path, String.join("\r\n", headers));
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            var line = new StringBuilder();
            int c;
            while ((c = socket.getInputStream().read()) > 0 && c != '\r') {
                line.append((char) c);
            }
            return Integer.parseInt(line.substring(9, 12));
        }
    }
}
