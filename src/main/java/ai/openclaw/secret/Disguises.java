package ai.openclaw.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/// The forms that a secret takes when a program passes it on as usual: in a header of HTTP, a URL,
/// a JSON document. Whoever wants to hide it will find others; this is against accidents.
final class Disguises {

    private Disguises() {}

    /// @param secret one line
    /// @return without the secret itself
    static Set<String> of(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        var forms = new LinkedHashSet<String>();
        for (int before = 0; before < 3; before++) {
            String form = base64(bytes, before);
            forms.add(form);
            forms.add(form.replace('+', '-').replace('/', '_'));
        }
        forms.add(HexFormat.of().formatHex(bytes));
        forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
        String query = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        forms.add(query);
        forms.add(query.replace("+", "%20"));
        forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
        forms.removeIf(it -> it.length() < Redaction.SHORTEST || it.equals(secret));
        return forms;
    }

    /// The part of the Base64 form that is the same whatever comes before and after, such as the
    /// user's name in HTTP's basic authentication.
    ///
    /// @param before how many bytes come before, modulo 3
    private static String base64(byte[] bytes, int before) {
        byte[] all = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, all, before, bytes.length);
        String form = Base64.getEncoder().withoutPadding().encodeToString(all);
        // A character holds 6 bits: those that hold any of what is around are left out.
        int from = before == 0 ? 0 : before + 1;
        int to = all.length % 3 == 0 ? form.length() : form.length() - 1;
        return form.substring(from, Math.max(from, to));
    }
}
