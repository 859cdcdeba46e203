package ai.openclaw.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A person makes a schedule, looks at it, changes and pauses it, in a real browser.
class SchedulePagesTest {

    @TempDir Path home;

    @Test
    void scheduleIsMadeShownChangedAndPaused() {
        try (var house = TestHouse.open(home);
                var browser = new TestBrowser();
                var person = browser.person(house.address(), 1280, ColorScheme.LIGHT)) {
            var page = person.newPage();
            TestBrowser.signIn(page);
            page.navigate("/schedules");
            assertThat(page.getByText("No schedules")).isVisible();
            link(page, "New schedule").click();

            page.getByLabel("Name").fill("nightly");
            page.getByLabel("When").fill("61 * * * *");
            assertThat(page.locator("#preview")).containsText("61");
            page.getByLabel("When").fill("30 2 * * *");
            page.getByLabel("Time zone").fill("Europe/Berlin");
            page.getByLabel("Time zone").blur();
            assertThat(page.locator("#preview small").first()).hasText("Europe/Berlin");
            assertThat(page.locator("#preview li")).hasCount(10);
            assertThat(page.locator("#preview time").first()).not().hasText("");
            page.getByLabel("Prompt or script").fill("echo {{date}}");
            button(page, "Save").click();

            page.waitForURL("**/schedules/nightly");
            assertThat(page.getByText("30 2 * * *")).isVisible();
            assertThat(page.locator(".cal li")).hasCount(21);
            assertThat(page.getByText("Nothing was due yet.")).isVisible();

            link(page, "Edit").click();
            page.getByLabel("When").fill("nonsense");
            button(page, "Save").click();
            assertThat(page.locator("#when-note .bad")).isVisible();
            page.getByLabel("Due").selectOption("every");
            page.getByLabel("When").fill("90m");
            button(page, "Save").click();
            page.waitForURL("**/schedules/nightly");
            assertThat(page.getByText("version 2")).isVisible();

            button(page, "Pause").click();
            assertThat(page.locator("#paused")).containsText("by admin");
            button(page, "Resume").click();
            assertThat(page.locator("#paused")).hasCount(0);
            button(page, "Run now").click();
            page.waitForURL("**/tasks/*");
            page.navigate("/schedules");
            assertThat(link(page, "nightly")).isVisible();

            link(page, "nightly").click();
            page.getByText("Delete this schedule").click();
            button(page, "Delete").click();
            assertThat(page.getByText("No schedules")).isVisible();
            browser.complaints().removeIf(it -> it.contains("status of 400"));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
