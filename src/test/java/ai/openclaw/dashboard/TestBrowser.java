package ai.openclaw.dashboard;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A real Chromium. Whatever a page complains about on its console is kept, since a breach of the
/// content policy shows nowhere else.
final class TestBrowser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    /// All that is said of a live stream that ends because its page is left.
    private static final String STREAM_CUT = "[object Event]";

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new ArrayList<>();

    TestBrowser() {
        this.playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(CHROMIUM)
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-sync",
                                                        "--no-first-run")));
    }

    BrowserContext person(String address, int width, ColorScheme colours) {
        var person =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setBaseURL(address)
                                .setViewportSize(width, 900)
                                .setColorScheme(colours));
        person.setDefaultTimeout(20_000);
        person.onPage(page -> {
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") && !message.text().equals(STREAM_CUT)) {
                    complaints.add(message.text());
                }
            });
            page.onPageError(complaints::add);
        });
        return person;
    }

    static void signIn(Page page) {
        page.navigate("/sign-in");
        page.getByLabel("Name").fill("admin");
        page.getByLabel("Password").fill(TestHouse.PASSWORD);
        page.getByText("Sign in", new Page.GetByTextOptions().setExact(true)).last().click();
        page.waitForURL("**/");
    }

    List<String> complaints() {
        return complaints;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
