package ai.openclaw.egress;

import java.util.regex.Pattern;

/// How it is known where a message ends.
sealed interface Framing {

    /// There is no body.
    record None() implements Framing {}

    record Length(long bytes) implements Framing {}

    record Chunked() implements Framing {}

    /// It ends with the connection.
    record UntilEnd() implements Framing {}

    /// Longer than anything that is ever sent, and no overflow.
    Pattern LENGTH = Pattern.compile("\\d{1,18}");

    /// @param chunks whether this version of HTTP has them
    /// @throws Refused where two readers could see two ends
    static Framing ofRequest(Head head, boolean chunks) throws Refused {
        var said = said(head);
        if (said instanceof Chunked && !chunks) {
            throw Refused.malformed("HTTP/1.0 has no Transfer-Encoding.");
        }
        return said instanceof UntilEnd ? new None() : said;
    }

    /// @param method of the request
    static Framing ofResponse(Head head, int status, String method) throws Refused {
        var said = said(head);
        boolean none = method.equals("HEAD") || status / 100 == 1 || status == 204 || status == 304;
        return none ? new None() : said;
    }

    private static Framing said(Head head) throws Refused {
        var coding = head.only("transfer-encoding");
        var length = head.only("content-length");
        if (coding.isPresent() && length.isPresent()) {
            throw Refused.malformed("There are both Transfer-Encoding and Content-Length.");
        }
        if (coding.isPresent()) {
            if (!coding.get().equalsIgnoreCase("chunked")) {
                throw Refused.malformed(
                        "The only Transfer-Encoding that is understood is chunked.");
            }
            return new Chunked();
        }
        if (length.isPresent()) {
            if (!LENGTH.matcher(length.get()).matches()) {
                throw Refused.malformed("Content-Length is no number.");
            }
            return new Length(Long.parseLong(length.get()));
        }
        return new UntilEnd();
    }
}
