package ai.openclaw.doctor;

import ai.openclaw.sandbox.OutputSink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/// What the probes said. It comes from a sandbox: bounded, and made harmless.
final class Transcript implements OutputSink {

    private static final int MOST = 256 * 1024;
    private static final int LONGEST = 200;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final IntConsumer progress;
    private int lines;

    /// @param progress gets the number of probes that have ended
    Transcript(IntConsumer progress) {
        this.progress = progress;
    }

    @Override
    public synchronized void stdout(ByteBuffer data) {
        while (data.hasRemaining() && said.size() < MOST) {
            byte next = data.get();
            said.write(next);
            if (next == '\n') {
                progress.accept(++lines);
            }
        }
    }

    @Override
    public void stderr(ByteBuffer data) {
        // The driver says nothing here.
    }

    /// A finding for each probe; whoever said nothing is unclear.
    synchronized List<Finding> findings(List<Probe> probes) {
        Map<String, String> answers = new HashMap<>();
        said.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("PROBE "))
                .map(line -> line.split(" ", 3))
                .filter(words -> words.length == 3)
                // The first word counts: a later one may be a forgery.
                .forEach(words -> answers.putIfAbsent(words[1], words[2]));
        return probes.stream().map(it -> finding(it, answers.get(it.id()))).toList();
    }

    private static Finding finding(Probe probe, @org.jspecify.annotations.Nullable String answer) {
        if (answer == null) {
            return probe.finding(Outcome.UNCLEAR, "it did not get to run");
        }
        var words = answer.split(" ", 2);
        var outcome = Outcome.of(words[0]);
        boolean verdict = outcome != Outcome.UNCLEAR && words.length == 2;
        return probe.finding(outcome, harmless(verdict ? words[1] : answer));
    }

    private static String harmless(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\s\\ufffd]+", " ").strip();
        int end =
                line.offsetByCodePoints(
                        0, Math.min(LONGEST, line.codePointCount(0, line.length())));
        return end < line.length() ? line.substring(0, end) + "…" : line;
    }
}
