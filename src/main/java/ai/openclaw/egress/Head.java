package ai.openclaw.egress;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The first line and the fields of an HTTP message, read as strictly as RFC 9112 allows: no folded
/// lines, no space before a colon.
record Head(String start, List<Field> fields) {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /// What is for the next hop alone (RFC 9110, 7.6.1), besides what `Connection` names.
    private static final Set<String> HOP =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authentication-info",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    Head {
        fields = List.copyOf(fields);
    }

    /// @param name in lower case
    /// @param written the name as it came
    record Field(String name, String written, String value) {}

    /// @param most bytes of all of it
    /// @param mostFields of them
    static Head read(Intake in, int most, int mostFields) throws IOException, Refused {
        String start = in.line(most);
        return new Head(start, fields(in, most - start.length(), mostFields));
    }

    /// Reads fields up to the empty line behind them.
    static List<Field> fields(Intake in, int most, int mostFields) throws IOException, Refused {
        var fields = new ArrayList<Field>();
        int left = most;
        while (true) {
            String line = in.line(left);
            if (line.isEmpty()) {
                return fields;
            }
            left -= line.length();
            int colon = line.indexOf(':');
            String name = colon < 0 ? line : line.substring(0, colon);
            if (colon < 0 || !isToken(name) || fields.size() == mostFields) {
                throw Refused.malformed("The head has a line that is no field, or too many.");
            }
            String value = line.substring(colon + 1).strip();
            fields.add(new Field(name.toLowerCase(Locale.ROOT), name, value));
        }
    }

    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    List<String> all(String name) {
        return fields.stream().filter(it -> it.name().equals(name)).map(Field::value).toList();
    }

    /// @throws Refused if there are several
    Optional<String> only(String name) throws Refused {
        var all = all(name);
        if (all.size() > 1) {
            throw Refused.malformed("There are several fields " + name + ".");
        }
        return all.stream().findFirst();
    }

    /// The fields that go on to the next hop but for those named, which it is told anew.
    List<Field> forNextHop(Set<String> toldAnew) {
        Set<String> named =
                all("connection").stream()
                        .flatMap(it -> Arrays.stream(it.split(",", -1)))
                        .map(it -> it.strip().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        return fields.stream()
                .filter(it ->
                        !HOP.contains(it.name())
                                && !named.contains(it.name())
                                && !toldAnew.contains(it.name()))
                .toList();
    }
}
