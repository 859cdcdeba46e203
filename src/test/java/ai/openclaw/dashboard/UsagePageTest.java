package ai.openclaw.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What model calls came to, in a real browser.
class UsagePageTest {

    @TempDir static Path home;

    @Test
    void callsAreSummedUpByDayAndByWhatTheyWereForAndShownForTheirTask() {
        try (var house = TestHouse.open(home);
                var browser = new TestBrowser();
                var person = browser.person(house.address(), 1200, ColorScheme.LIGHT)) {
            var task = house.submit("Count what it costs");
            var page = person.newPage();
            TestBrowser.signIn(page);
            page.click("nav a:has-text('Usage')");
            assertThat(page.locator("main")).containsText("No model calls");

            TestCalls.furnish(house, task.id());
            page.reload();
            assertThat(page.locator("main")).containsText("40 calls");
            var rows = page.locator("tbody tr");
            assertThat(rows).hasCount(2);
            // By what they cost.
            assertThat(rows.nth(0)).containsText("anthropic/claude-opus");
            assertThat(rows.nth(0)).containsText("$2.74");
            assertThat(rows.nth(1)).containsText("$1.00");
            assertThat(page.locator("#budgets dd").first()).containsText("of $5.00");
            assertThat(page.locator(".chart rect").count()).isBetween(13, 15);

            page.click("a:has-text('7 days')");
            assertThat(page.locator(".chart rect").count()).isBetween(6, 8);
            page.click("a:has-text('Agents')");
            assertThat(page.locator("tbody a[href='/agents/shell']")).hasCount(1);

            page.navigate("/tasks/" + task.id());
            page.click("a:has-text('Usage') >> nth=-1");
            assertThat(page.locator("#usage tbody tr")).hasCount(6);
            assertThat(page.locator("#usage")).containsText("failed with 529");
            assertThat(page.locator("#usage")).containsText("broken off");
            assertThat(page.locator("#usage tfoot")).containsText("6 calls");
            assertThat(page.locator("#usage tfoot")).containsText("$0.13");
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
