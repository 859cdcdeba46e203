package ai.openclaw.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person does to nodes and sandboxes, in a real browser.
class FleetPagesTest {

    @TempDir static Path home;

    private static TestHouse house;
    private static TestBrowser browser;

    private BrowserContext person;
    private Page page;

    @BeforeAll
    static void furnish() {
        house = TestHouse.open(home);
        browser = new TestBrowser();
        TestNodes.furnish(house);
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
    void nodeIsDrainedAndTakenBackAlsoFromTheLivePart() {
        page.navigate("/nodes");
        press("workshop", "Drain");
        assertThat(row("workshop")).containsText("Draining");
        // By now the rows have come again over the live stream.
        assertThat(page.locator("#live")).containsText("Live");
        press("workshop", "Work again");
        assertThat(row("workshop")).containsText("Up");
        assertThat(row("cellar")).containsText("Drained");
        assertThat(row("barn").locator("button")).hasCount(0);
    }

    @Test
    void sandboxIsKilled() {
        var task = house.submit("Count to ten");
        house.furnishSandboxes(house.claim(task.id()));
        page.navigate("/sandboxes");
        var kills = page.locator("button:has-text('Kill')");
        var before = kills.count();
        assertThat(before).isPositive();
        kills.first().click();
        assertThat(page).hasURL(house.address() + "/sandboxes");
        assertThat(page.locator("h1")).hasText("Sandboxes");
    }

    private void press(String node, String button) {
        row(node).locator("button", new Locator.LocatorOptions().setHasText(button)).click();
    }

    private Locator row(String node) {
        return page.locator("tr", new Page.LocatorOptions().setHasText(node));
    }
}
