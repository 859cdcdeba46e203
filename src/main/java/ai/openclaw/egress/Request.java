package ai.openclaw.egress;

import java.util.regex.Pattern;

/// What a client asks a proxy for.
///
/// @param url as it was sent
/// @param latest whether it speaks HTTP/1.1, and not 1.0
record Request(String method, String url, boolean latest, Head head) {

    private static final Pattern START =
            Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}) ([!-~]+) HTTP/1\\.([01])");

    static Request of(Head head) throws Refused {
        var start = START.matcher(head.start());
        if (!start.matches()) {
            throw Refused.malformed("This is no request of HTTP/1.1 or HTTP/1.0.");
        }
        var request = new Request(start.group(1), start.group(2), start.group(3).equals("1"), head);
        boolean host = head.only("host").isPresent();
        if (request.latest() && !host && !request.isConnect()) {
            throw Refused.malformed("The field host is missing.");
        }
        return request;
    }

    boolean isConnect() {
        return method.equals("CONNECT");
    }

    /// Whether somebody only looks whether anybody is here.
    boolean asksForLife() {
        return method.equals("GET") && url.equals("/healthz");
    }

    Target target() throws Refused {
        return isConnect() ? Target.ofAuthority(url) : Target.ofUrl(url);
    }

    Framing framing() throws Refused {
        var framing = Framing.ofRequest(head, latest);
        boolean body =
                !(framing instanceof Framing.None)
                        && !(framing instanceof Framing.Length(long bytes) && bytes == 0);
        if (isConnect() && body) {
            throw Refused.malformed("CONNECT has no body.");
        }
        return framing;
    }
}
