package ai.openclaw.harness;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;

/// Reads JSON by RFC 8259, strictly. Of a name that comes twice the later value counts.
final class JsonParser {

    private static final int DEEPEST = 200;
    private static final int LONGEST_NUMBER = 200;

    private static final Pattern NUMBER =
            Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,9})?");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

    private final String text;
    private int at;

    JsonParser(String text) {
        this.text = text;
    }

    Json document() throws Json.Malformed {
        Json value = value(0);
        blank();
        if (at < text.length()) {
            throw wrong("the end");
        }
        return value;
    }

    private Json value(int depth) throws Json.Malformed {
        if (depth > DEEPEST) {
            throw new Json.Malformed("nested too deep");
        }
        blank();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> Json.of(string());
            case 't' -> word("true", Json.of(true));
            case 'f' -> word("false", Json.of(false));
            case 'n' -> word("null", Json.MISSING);
            default -> number();
        };
    }

    private Json object(int depth) throws Json.Malformed {
        var fields = new LinkedHashMap<String, Json>();
        at++;
        blank();
        if (peek() == '}') {
            at++;
            return Json.of(fields);
        }
        while (true) {
            blank();
            if (peek() != '"') {
                throw wrong("a name");
            }
            String name = string();
            blank();
            take(':');
            fields.put(name, value(depth + 1));
            blank();
            if (peek() == '}') {
                at++;
                return Json.of(fields);
            }
            take(',');
        }
    }

    private Json array(int depth) throws Json.Malformed {
        var items = new ArrayList<Json>();
        at++;
        blank();
        if (peek() == ']') {
            at++;
            return Json.of(items);
        }
        while (true) {
            items.add(value(depth + 1));
            blank();
            if (peek() == ']') {
                at++;
                return Json.of(items);
            }
            take(',');
        }
    }

    private String string() throws Json.Malformed {
        var out = new StringBuilder();
        at++;
        while (true) {
            char c = peek();
            at++;
            if (c == '"') {
                return out.toString();
            }
            if (c == '\\') {
                out.append(escaped());
            } else if (c < ' ') {
                at--;
                throw wrong("a character");
            } else {
                out.append(c);
            }
        }
    }

    private char escaped() throws Json.Malformed {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int code = 0;
                for (int i = 0; i < 4; i++) {
                    int digit = Character.digit(peek(), 16);
                    if (digit < 0 || peek() > 'f') {
                        throw wrong("four hexadecimal digits");
                    }
                    code = code * 16 + digit;
                    at++;
                }
                yield (char) code;
            }
            default -> throw wrong("an escape");
        };
    }

    private Json number() throws Json.Malformed {
        var found = NUMBER.matcher(text).region(at, text.length());
        if (!found.lookingAt() || found.end() - at > LONGEST_NUMBER) {
            throw wrong("a value");
        }
        at = found.end();
        String digits = found.group();
        return WHOLE.matcher(digits).matches()
                ? Json.of(Long.parseLong(digits))
                : Json.of(new BigDecimal(digits));
    }

    private Json word(String word, Json value) throws Json.Malformed {
        if (!text.startsWith(word, at)) {
            throw wrong("a value");
        }
        at += word.length();
        return value;
    }

    private void take(char wanted) throws Json.Malformed {
        if (peek() != wanted) {
            throw wrong("'" + wanted + "'");
        }
        at++;
    }

    private char peek() throws Json.Malformed {
        if (at >= text.length()) {
            throw new Json.Malformed("ends in the middle");
        }
        return text.charAt(at);
    }

    private void blank() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private Json.Malformed wrong(String wanted) {
        return new Json.Malformed(wanted + " is missing at character " + (at + 1));
    }
}
