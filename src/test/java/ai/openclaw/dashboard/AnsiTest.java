package ai.openclaw.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.log.LogLine;
import ai.openclaw.log.LogStream;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnsiTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain | plain",
                "a<b>&\"'c | a&lt;b&gt;&amp;&quot;&#39;c",
                "ESC[31mred ESC[0mno | <span class=\"a1\">red </span>no",
                "ESC[1;32mbold | <span class=\"a2 ab\">bold</span>",
                "ESC[mnothing | nothing",
                "ESC[38;5;196mpaletteESC[38;2;1;2;3mtrue | palettetrue",
                "ESC[2JESC[10;10Hmoved | moved",
                "ESC]0;titleBELtext | text",
                "ESC]8;;http://evil.exampleESC\\linkESC]8;;ESC\\ | link",
                "ESC(Bset | set",
                "10 %CR50 %CR100 %CR | 100 %",
                "bellBEL | bell\u2407",
                "turned\u202eback | turned\ufffdback",
                "cut ESC[3 | cut",
                "cut ESC | cut"
            })
    void terminalOutputBecomesHarmlessHtml(String printed, String html) {
        var line = printed.replace("ESC", "\u001b").replace("BEL", "\u0007").replace("CR", "\r");
        assertThat(Ansi.html(line).strip()).isEqualTo(html);
    }

    @Test
    void whateverIsPrintedOnlyOurOwnSpansComeOut() {
        var random = new Random(7);
        var letters = "\u001b[];0123m<>\"'&/ab\r\t\u0000\u009b\u0007\\(";
        for (int i = 0; i < 20_000; i++) {
            var line = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                line.append(letters.charAt(random.nextInt(letters.length())));
            }
            var rest =
                    Ansi.html(line.toString())
                            .replaceAll("<span class=\"(a[1-8])?( ?ab)?\">", "")
                            .replace("</span>", "")
                            .replaceAll("&(lt|gt|amp|quot|#39);", "");
            assertThat(rest).as("%s", line).doesNotContain("<", ">", "\"", "'", "&", "\u001b");
        }
    }

    @Test
    void linesSayTheirNumberStreamAndNewAttempt() {
        var at = Instant.parse("2030-01-31T12:00:00.123Z");
        var html =
                new LogHtml(0)
                        .lines(
                                List.of(
                                        new LogLine(1, 1, LogStream.STDOUT, at, "out"),
                                        new LogLine(2, 1, LogStream.STDERR, at, "err"),
                                        new LogLine(3, 2, LogStream.GAP, at, "3 lines missing")));
        assertThat(html)
                .contains("<li id=\"L1\" data-n=\"1\"><time>12:00:00.123</time><code>out</code>")
                .contains("class=\"err\"")
                .contains("attempt 2")
                .contains("class=\"gap\"");
    }
}
