package ai.openclaw.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person sees of checks and receipts, in a real browser, where the override is set.
class DoctorPageTest {

    @TempDir static Path home;

    private static TestHouse house;
    private static TestBrowser browser;

    private BrowserContext person;
    private Page page;

    @BeforeAll
    static void furnish() {
        house = TestHouse.open(home, Map.of("openclaw.isolation.override", "true"));
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
    void everyPageWarnsOfTheOverride() {
        for (String path : new String[] {"/", "/agents", "/doctor"}) {
            page.navigate(path);
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("OPENCLAW_ISOLATION_OVERRIDE");
        }
    }

    @Test
    void checksSayWhatWasSeenAndHowToMendIt() {
        page.navigate("/");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Doctor").setExact(true))
                .first()
                .click();
        var override =
                page.locator("tr", new Page.LocatorOptions().setHasText("Isolation override"));
        assertThat(override).containsText("Remove OPENCLAW_ISOLATION_OVERRIDE.");
        assertThat(override.locator(".state")).hasText("warn");
        var database = page.locator("tr", new Page.LocatorOptions().setHasText("Postgres 1"));
        assertThat(database).containsText("connections at most");
    }

    @Test
    void taskLeadsToTheReceiptOfItsAttemptWhoseWordsStayWords() {
        var task = house.submit("print");
        var attempt = house.claim(task.id());
        house.furnishReceipt(attempt, "<script>pwned=1</script> was refused");
        page.navigate("/tasks/" + task.id());
        page.locator("#facts a").click();

        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("Isolation receipt");
        assertThat(page.getByText("1 probes held, 1 did not hold")).isVisible();
        var row = page.locator("tr", new Page.LocatorOptions().setHasText("Mount a file system"));
        assertThat(row).containsText("<script>pwned=1</script> was refused");
        assertThat(row.locator(".state")).hasText("held");
        assertThat(page.locator(".state[data-state=FAILED]")).hasText("not held");
    }
}
