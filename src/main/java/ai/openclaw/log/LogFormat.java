package ai.openclaw.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import tools.jackson.databind.json.JsonMapper;

/// How a log is written over HTTP.
enum LogFormat {
    /// The lines as they are, terminal sequences included; a gap in brackets.
    TEXT(MediaType.TEXT_PLAIN_VALUE) {
        @Override
        void write(LogLine line, JsonMapper json, OutputStream out) throws IOException {
            boolean gap = line.stream() == LogStream.GAP;
            out.write(utf8(gap ? "[gap: " + line.text() + "]\n" : line.text() + "\n"));
        }
    },
    /// One JSON object per line.
    NDJSON(MediaType.APPLICATION_NDJSON_VALUE) {
        @Override
        void write(LogLine line, JsonMapper json, OutputStream out) throws IOException {
            out.write(json.writeValueAsBytes(line));
            out.write('\n');
        }
    },
    /// Server-sent events; the id is the line's number. JSON holds no line end, so one `data` line
    /// is enough.
    EVENTS(MediaType.TEXT_EVENT_STREAM_VALUE) {
        @Override
        void write(LogLine line, JsonMapper json, OutputStream out) throws IOException {
            out.write(utf8("id: " + line.seq() + "\ndata: "));
            out.write(json.writeValueAsBytes(line));
            out.write(utf8("\n\n"));
        }
    };

    private static final Comparator<MediaType> PREFERENCE =
            Comparator.comparingDouble((MediaType wanted) -> -wanted.getQualityValue())
                    .thenComparing(MediaType::isWildcardType)
                    .thenComparing(MediaType::isWildcardSubtype);

    private final String type;

    LogFormat(String type) {
        this.type = type;
    }

    abstract void write(LogLine line, JsonMapper json, OutputStream out) throws IOException;

    String contentType() {
        return type + ";charset=utf-8";
    }

    /// What the client likes best; text where it does not care.
    static LogFormat of(@Nullable String accept) throws HttpMediaTypeNotAcceptableException {
        for (var wanted : wanted(accept)) {
            for (var format : values()) {
                if (wanted.includes(format.mediaType())) {
                    return format;
                }
            }
        }
        throw new HttpMediaTypeNotAcceptableException(
                Stream.of(values()).map(LogFormat::mediaType).toList());
    }

    private MediaType mediaType() {
        return MediaType.valueOf(type);
    }

    private static List<MediaType> wanted(@Nullable String accept)
            throws HttpMediaTypeNotAcceptableException {
        if (accept == null || accept.isBlank()) {
            return List.of(MediaType.ALL);
        }
        try {
            return MediaType.parseMediaTypes(accept).stream()
                    .filter(wanted -> wanted.getQualityValue() > 0)
                    .sorted(PREFERENCE)
                    .toList();
        } catch (InvalidMediaTypeException e) {
            throw new HttpMediaTypeNotAcceptableException(
                    "The Accept header cannot be read: " + e.getMessage());
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
