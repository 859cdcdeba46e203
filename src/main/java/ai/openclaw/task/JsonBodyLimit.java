package ai.openclaw.task;

import ai.openclaw.base.ByteSize;
import ai.openclaw.base.Findings;
import ai.openclaw.base.TooLarge;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.json.JsonFactory;

/// Stops request bodies that are too large before they are read, and says which field makes them
/// so.
@ControllerAdvice
class JsonBodyLimit extends RequestBodyAdviceAdapter {

    private final TaskSettings settings;

    JsonBodyLimit(TaskSettings settings) {
        this.settings = settings;
    }

    @Override
    public boolean supports(
            MethodParameter parameter,
            Type targetType,
            Class<? extends HttpMessageConverter<?>> converterType) {
        return true;
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type targetType,
            Class<? extends HttpMessageConverter<?>> converterType)
            throws IOException {
        var most =
                parameter.getParameterType() == TaskController.BatchRequest.class
                        ? settings.batchBodyLimit()
                        : settings.bodyLimit();
        if (message.getHeaders().getContentLength() > most.bytes()) {
            throw tooLarge(fieldAt(most, message.getBody()), most);
        }
        return new Limited(message, new LimitedStream(message.getBody(), most));
    }

    /// The field in which the limit is passed. Reads tokens only, so in constant memory.
    private static String fieldAt(ByteSize most, InputStream body) throws IOException {
        String field = "";
        try (var parser =
                JsonFactory.builder()
                        .build()
                        .createParser(ObjectReadContext.empty(), new LimitedStream(body, most))) {
            try {
                while (parser.nextToken() != null) {
                    field = path(parser.streamReadContext()).field();
                }
            } catch (TooLarge e) {
                field = path(parser.streamReadContext()).field();
            }
        } catch (JacksonException e) {
            // Not even JSON, which is the lesser fault here.
        }
        return field.isEmpty() ? "body" : field;
    }

    private static Findings path(TokenStreamContext context) {
        if (context == null || context.inRoot()) {
            return new Findings();
        }
        var above = path(context.getParent());
        if (context.inArray()) {
            return above.at(Math.max(context.getCurrentIndex(), 0));
        }
        return context.currentName() == null ? above : above.at(context.currentName());
    }

    private static TooLarge tooLarge(String field, ByteSize most) {
        return new TooLarge(
                field,
                "A request may have at most "
                        + most
                        + "; send files by POST /api/v1/uploads, which takes any size.");
    }

    private record Limited(HttpInputMessage message, InputStream body) implements HttpInputMessage {

        @Override
        public InputStream getBody() {
            return body;
        }

        @Override
        public HttpHeaders getHeaders() {
            return message.getHeaders();
        }
    }

    /// Throws when more comes than was announced or is allowed.
    private static final class LimitedStream extends FilterInputStream {

        private final ByteSize most;
        private long count;

        LimitedStream(InputStream in, ByteSize most) {
            super(in);
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int n = super.read(to, offset, length);
            count(n);
            return n;
        }

        private void count(long n) {
            count += Math.max(n, 0);
            if (count > most.bytes()) {
                throw tooLarge("body", most);
            }
        }
    }
}
