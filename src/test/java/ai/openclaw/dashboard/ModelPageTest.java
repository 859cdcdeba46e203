package ai.openclaw.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.proxy.ScriptedProvider;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page of models, in a real browser and over providers that answer.
class ModelPageTest {

    private static final String KEY = "sk-not-for-any-page";

    @TempDir static Path home;

    @Test
    void modelsAreFoundAndWhatIsWrongIsSaid() {
        try (var server = new ScriptedProvider()) {
            server.on(
                            "/openai/models",
                            ScriptedProvider.json(
                                    """
                                    {"data": [{"id": "gpt-x", "name": "<b>Bold</b>",
                                      "context_length": 128000}, {"id": "gpt-y"},
                                      {"id": "whisper-1"}]}
                                    """))
                    .on("/groq/models", ScriptedProvider.reply(500, "text/plain", KEY));
            var settings =
                    Map.of(
                            "OPENAI_API_KEY",
                            KEY,
                            "OPENAI_BASE_URL",
                            server.url() + "/openai",
                            "GROQ_API_KEY",
                            KEY,
                            "GROQ_BASE_URL",
                            server.url() + "/groq",
                            "OPENCLAW_DEFAULT_MODEL",
                            "openai/gpt-x");
            try (var house = TestHouse.open(home, settings);
                    var browser = new TestBrowser();
                    var person = browser.person(house.address(), 1200, ColorScheme.LIGHT)) {
                var page = person.newPage();
                TestBrowser.signIn(page);
                page.click("nav a:has-text('Models')");

                var providers = page.locator("#providers tbody tr");
                assertThat(providers).hasCount(7);
                assertThat(providers.nth(0)).containsText("Ready");
                assertThat(providers.nth(1)).containsText("It answered 500.");
                assertThat(providers.nth(2)).containsText("ANTHROPIC_API_KEY is not set.");
                var models = page.locator("#list tbody tr");
                assertThat(models).hasCount(2);
                assertThat(models.nth(0)).containsText("<b>Bold</b>");
                assertThat(models.nth(0)).containsText("default");
                assertThat(models.nth(0)).containsText("128k");

                page.selectOption("select[name=all]", "true");
                assertThat(models).hasCount(3);
                page.fill("#q", "GPT-Y");
                assertThat(models).hasCount(1);

                server.on("/groq/models", ScriptedProvider.json("{\"data\": [{\"id\": \"g\"}]}"));
                page.click("button:has-text('Ask again')");
                assertThat(providers.nth(1)).containsText("Ready");
                assertThat(models).hasCount(3);
                assertThat(page.content()).doesNotContain(KEY);
                assertThat(browser.complaints()).isEmpty();
            }
        }
    }
}
