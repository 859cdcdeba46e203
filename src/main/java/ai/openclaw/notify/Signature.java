package ai.openclaw.notify;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signatures as [Standard Webhooks](https://www.standardwebhooks.com) has them: HMAC-SHA256 over
/// `id.timestamp.body`, in base64 behind `v1,`, several with a space between.
final class Signature {

    private static final SecureRandom random = new SecureRandom();
    private static final int BYTES = 32;
    private static final String PREFIX = "whsec_";

    private Signature() {}

    static byte[] newKey() {
        var key = new byte[BYTES];
        random.nextBytes(key);
        return key;
    }

    /// As its owner gets it.
    static String shown(byte[] key) {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /// @param keys each makes a signature
    static String of(List<byte[]> keys, String id, Instant at, String body) {
        String signed = id + "." + at.getEpochSecond() + "." + body;
        return keys.stream().map(it -> "v1," + sign(it, signed)).collect(Collectors.joining(" "));
    }

    private static String sign(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
