package ai.openclaw.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EventKindTest {

    private static final Pattern KIND =
            Pattern.compile(
                    "\"(?!result\\.json)((?:task|attempt|image|sandbox|files|program|artifacts|log|model|budget|egress|result)"
                            + "\\.[a-z_]+)\"");

    @Test
    void theListHoldsExactlyWhatIsWritten() throws IOException {
        var written = new TreeSet<String>();
        for (String room :
                new String[] {
                    "task", "queue", "worker", "log", "artifact", "proxy", "budget", "egress"
                }) {
            try (var files = Files.walk(Path.of("src/main/java/ai/openclaw", room))) {
                files.filter(Files::isRegularFile)
                        .filter(f -> !f.endsWith("EventKind.java"))
                        .flatMap(f -> KIND.matcher(read(f)).results())
                        .map((MatchResult kind) -> kind.group(1))
                        .forEach(written::add);
            }
        }

        assertThat(written).containsExactlyInAnyOrderElementsOf(EventKind.ALL);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
