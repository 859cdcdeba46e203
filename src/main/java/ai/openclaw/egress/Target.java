package ai.openclaw.egress;

import ai.openclaw.agent.AllowedHost;
import java.util.Locale;
import java.util.Optional;

/// Where a request wants to go.
///
/// @param host in the form in which hosts are compared
record Target(String host, int port) {

    private static final String HTTP = "http://";

    /// Reads `host:port`, as CONNECT has it.
    static Target ofAuthority(String text) throws Refused {
        return of(text, Optional.empty());
    }

    /// Reads the beginning of `http://host/path`.
    static Target ofUrl(String url) throws Refused {
        if (!isUrl(url)) {
            throw Refused.malformed(
                    "This is a proxy for http:// addresses, and by CONNECT for TLS.");
        }
        return of(url.substring(HTTP.length(), end(url)), Optional.of(80));
    }

    /// What of the address its own server is asked for.
    static String path(String url, String method) throws Refused {
        String rest = url.substring(end(url));
        if (rest.indexOf('#') >= 0) {
            throw Refused.malformed("An address in a request has no fragment.");
        }
        if (rest.isEmpty() && method.equals("OPTIONS")) {
            return "*";
        }
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    private static boolean isUrl(String url) {
        return url.toLowerCase(Locale.ROOT).startsWith(HTTP);
    }

    private static int end(String url) {
        for (int i = HTTP.length(); i < url.length(); i++) {
            if ("/?#".indexOf(url.charAt(i)) >= 0) {
                return i;
            }
        }
        return url.length();
    }

    /// @param usual the port of an address that names none; empty if it has to
    private static Target of(String authority, Optional<Integer> usual) throws Refused {
        int colon = authority.indexOf(':', Math.max(0, authority.indexOf(']')));
        if (colon < 0 && usual.isEmpty()) {
            throw Refused.malformed("CONNECT wants host:port.");
        }
        String name = colon < 0 ? authority : authority.substring(0, colon);
        var host = AllowedHost.host(name);
        var port = colon < 0 ? usual : AllowedHost.port(authority.substring(colon + 1));
        if (host.isEmpty() || port.isEmpty()) {
            throw Refused.malformed("The address names no host and port that can be understood.");
        }
        return new Target(host.get(), port.get());
    }

    boolean isAddress() {
        return AllowedHost.isAddress(host);
    }

    /// As a `Host` header has it.
    String authority() {
        String plain = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == 80 ? plain : plain + ":" + port;
    }

    /// What an agent's `allow` would need for it.
    AllowedHost allowed() {
        return AllowedHost.of(host, port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
