package ai.openclaw.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RedactorTest {

    private static final String PEM =
            """
            -----BEGIN KEY-----
            MIIEvQIBADANBgkq
            hkiG9w0BAQEFAASC
            -----END KEY-----
            """;

    @Test
    void takesSecretsOutHoweverTheStreamIsCut() {
        var redaction = Redaction.of(List.of("hunter2!", "hunter2!!?", "ünïcödé"));
        String said = "pw=hunter2! pw=hunter2!!? hunter2 \n hunter2!! ünïcödé\nhunt";
        String clean = "pw=[redacted] pw=[redacted] hunter2 \n [redacted]! [redacted]\nhunt";
        byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
        for (int size = 1; size <= bytes.length; size++) {
            int each = size;
            assertThat(through(redaction, bytes, () -> each)).as("in %d", size).isEqualTo(clean);
        }
        assertThat(redaction.text(said)).isEqualTo(clean);
    }

    @Test
    void whatOverlapsGoesAsOneAndEachLineOfAKeyByItself() {
        assertThat(Redaction.of(List.of("abcdefgh", "efghijkl")).text("-abcdefghijkl-abcdefg"))
                .isEqualTo("-[redacted]-abcdefg");
        assertThat(Redaction.of(List.of(PEM)).text("a MIIEvQIBADANBgkq b\r\n" + PEM))
                .isEqualTo("a [redacted] b\r\n[redacted]\n[redacted]\n[redacted]\n[redacted]\n");
        assertThat(Redaction.of(List.of("{\n  \"k\": \"long enough\"\n}")).text("{ }"))
                .as("short lines are often something else")
                .isEqualTo("{ }");
    }

    @Test
    void usualDisguisesGoAsWell() {
        String secret = "p\"ss w+rd/ünd?";
        var redaction = Redaction.of(List.of(secret));
        for (String before : List.of("", "u", "us", "user:")) {
            byte[] all = (before + secret + ":x").getBytes(StandardCharsets.UTF_8);
            for (var encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                assertThat(redaction.text(encoder.encodeToString(all)))
                        .as(before)
                        .contains("[redacted]")
                        .hasSizeLessThan("[redacted]".length() + 14);
            }
        }
        assertThat(redaction.text("a=p%22ss+w%2Brd%2F%C3%BCnd%3F&b")).isEqualTo("a=[redacted]&b");
        assertThat(redaction.text("a=p%22ss%20w%2Brd%2F%C3%BCnd%3F")).isEqualTo("a=[redacted]");
        assertThat(redaction.text("\"p\\\"ss w+rd/ünd?\"")).isEqualTo("\"[redacted]\"");
        assertThat(redaction.text("70227373 7022737320772b72642fc3bc6e643f"))
                .isEqualTo("70227373 [redacted]");
    }

    /// Against the plainest way of doing it, over texts in which secrets begin everywhere.
    @Test
    void agreesWithASearchAtEveryPlace() {
        var random = new Random();
        long seed = random.nextLong();
        random.setSeed(seed);
        for (int round = 0; round < 3_000; round++) {
            var secrets = new ArrayList<String>();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                secrets.add(word(random, random.nextInt(Redaction.SHORTEST, 12)));
            }
            String said = word(random, random.nextInt(120));
            assertThat(
                            through(
                                    Redaction.of(secrets),
                                    said.getBytes(StandardCharsets.UTF_8),
                                    () -> random.nextInt(1, 9)))
                    .as("seed %d: %s in %s", seed, secrets, said)
                    .isEqualTo(plainly(secrets, said));
        }
    }

    private static String word(Random random, int length) {
        var word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append(random.nextInt(12) == 0 ? 'b' : 'a');
        }
        return word.toString();
    }

    private static String plainly(List<String> secrets, String said) {
        // To each beginning of a run of overlapping hits its end.
        var hits = new ArrayList<int[]>();
        for (int at = 0; at < said.length(); at++) {
            for (String secret : secrets) {
                if (said.startsWith(secret, at)) {
                    int end = at + secret.length();
                    if (!hits.isEmpty() && hits.getLast()[1] > at) {
                        hits.getLast()[1] = Math.max(hits.getLast()[1], end);
                    } else {
                        hits.add(new int[] {at, end});
                    }
                }
            }
        }
        var clean = new StringBuilder();
        int at = 0;
        for (int[] hit : hits) {
            clean.append(said, at, hit[0]).append("[redacted]");
            at = hit[1];
        }
        return clean.append(said.substring(at)).toString();
    }

    /// With a search that begins anew at each byte this would take hours.
    @Test
    @Timeout(60)
    void hostileSecretAndOutputTakeTimeByTheByte() {
        String secret = "a".repeat(32_000) + "b";
        var redactor = Redaction.of(List.of(secret, "a".repeat(31_000) + "c")).stream();
        byte[] flood = ("a".repeat(31_999) + "x").repeat(200).getBytes(StandardCharsets.UTF_8);
        long[] passed = new long[1];
        Consumer<ByteBuffer> count = it -> passed[0] += it.remaining();
        redactor.feed(ByteBuffer.wrap(flood), count);
        redactor.rest(count);
        assertThat(passed[0]).isEqualTo(flood.length);
    }

    @Test
    void cleansDataInAllItsDepths() {
        var redaction = Redaction.of(List.of("s3cr3t-value"));
        var data = new HashMap<String, Object>();
        data.put("text", "is s3cr3t-value");
        data.put("list", List.of(1, "s3cr3t-value", Map.of("s3cr3t-value", true)));
        assertThat(redaction.data(data))
                .isEqualTo(
                        Map.of(
                                "text",
                                "is [redacted]",
                                "list",
                                List.of(1, "[redacted]", Map.of("[redacted]", true))));
        assertThatCode(() -> Redaction.NONE.data(data)).doesNotThrowAnyException();
    }

    private static String through(Redaction redaction, byte[] bytes, IntSupplier sizes) {
        var out = new ByteArrayOutputStream();
        Consumer<ByteBuffer> keep =
                it -> {
                    while (it.hasRemaining()) {
                        out.write(it.get());
                    }
                };
        var redactor = redaction.stream();
        for (int at = 0; at < bytes.length; ) {
            int size = Math.min(sizes.getAsInt(), bytes.length - at);
            redactor.feed(ByteBuffer.wrap(bytes, at, size), keep);
            at += size;
        }
        redactor.rest(keep);
        return out.toString(StandardCharsets.UTF_8);
    }
}
