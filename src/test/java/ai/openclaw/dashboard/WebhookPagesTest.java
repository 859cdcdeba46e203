package ai.openclaw.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person does to webhooks, in a real browser.
class WebhookPagesTest {

    @TempDir static Path home;

    @Test
    void webhookIsAddedTriedAndRemoved() {
        try (var house = TestHouse.open(home);
                var browser = new TestBrowser();
                var person = browser.person(house.address(), 1200, ColorScheme.LIGHT)) {
            var page = person.newPage();
            TestBrowser.signIn(page);
            page.navigate("/webhooks");
            page.fill("input[name=url]", "http://10.0.0.1/hook");
            page.fill("input[name=events]", "task.lost");
            page.click("button:has-text('Add')");
            assertThat(page.locator("[role=alert]")).containsText("events[0]");

            page.fill("input[name=events]", "task.failed, schedule.missed");
            page.click("button:has-text('Add')");
            assertThat(page.locator("#secret")).containsText("whsec_");
            page.navigate("/webhooks");
            assertThat(page.locator("#secret")).hasCount(0);

            page.click("a:has-text('http://10.0.0.1/hook')");
            page.click("button:has-text('Test')");
            // The private address is refused, which the page says.
            page.waitForCondition(() -> {
                page.reload();
                return page.locator("tbody tr").innerText().contains("OPENCLAW_WEBHOOKS_ALLOW");
            });
            page.click("button:has-text('Again')");
            assertThat(page.locator("tbody tr")).hasCount(2);
            page.click("button:has-text('Remove')");
            assertThat(page.locator("h2", new Page.LocatorOptions().setHasText("No webhooks")))
                    .isVisible();
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
