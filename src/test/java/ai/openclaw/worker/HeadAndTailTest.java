package ai.openclaw.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.log.LogLine;
import ai.openclaw.log.LogStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeadAndTailTest {

    private final List<String> head = new ArrayList<>();

    @Test
    void nothingIsLostOfWhatIsWithinTheLimit() {
        for (int seed = 0; seed < 50; seed++) {
            head.clear();
            var random = new Random(seed);
            var lines = new ArrayList<String>();
            for (int i = 0; i < 100; i++) {
                lines.add("x".repeat(random.nextInt(30)));
            }
            var kept = kept(lines.stream().mapToInt(line -> line.length() + 1).sum());
            lines.forEach(line -> add(kept, line));

            var all = new ArrayList<>(head);
            kept.rest(0).forEach(line -> all.add(line.text()));
            assertThat(all).isEqualTo(lines);
            assertThat(head).as("most of it is passed on at once").hasSizeGreaterThan(50);
        }
    }

    @Test
    void oneLineWithoutEndKeepsItsBeginningAndItsEnd() {
        var kept = kept(100);
        String line = "ab" + "é".repeat(5000) + "yz";
        add(kept, line);
        var rest = kept.rest(0);

        assertThat(head).singleElement().satisfies(text -> assertThat(text).matches("abé+…"));
        assertThat(rest).hasSize(2);
        assertThat(rest.get(0).stream()).isEqualTo(LogStream.GAP);
        assertThat(rest.get(0).text()).startsWith("9905 bytes");
        assertThat(rest.get(1).text()).matches("…é+yz");
    }

    @Test
    void whatIsMissingIsCountedExactly() {
        var kept = kept(1000);
        long printed = 0;
        for (int i = 0; i < 10_000; i++) {
            printed += add(kept, "line " + i);
        }
        var rest = kept.rest(7);
        long here = head.stream().mapToLong(line -> line.length() + 1).sum();
        for (var line : rest.subList(1, rest.size() - 1)) {
            here += line.text().length() + 1;
        }

        assertThat(here).isBetween(980L, 1000L);
        assertThat(rest.getFirst().text()).startsWith((printed - here) + " bytes");
        assertThat(rest.get(rest.size() - 2).text()).isEqualTo("line 9999");
        assertThat(rest.getLast().text()).startsWith("7 bytes");
    }

    private HeadAndTail kept(long limit) {
        return new HeadAndTail(limit, line -> head.add(line.text()));
    }

    private static long add(HeadAndTail kept, String line) {
        int bytes = line.getBytes(StandardCharsets.UTF_8).length + 1;
        kept.add(new LogLine.New(LogStream.STDOUT, Instant.EPOCH, line), bytes);
        return bytes;
    }
}
