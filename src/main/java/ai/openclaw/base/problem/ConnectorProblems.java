package ai.openclaw.base.problem;

import ai.openclaw.base.ProblemType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/// What Tomcat refuses before any of our code sees it, such as a path with a broken escape, would
/// come as a page of its own; it too becomes a problem.
@Component
class ConnectorProblems implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(context ->
                ((StandardHost) context.getParent())
                        .setErrorReportValveClass(Valve.class.getName()));
    }

    /// Made by Tomcat, which knows it by name.
    public static final class Valve extends ErrorReportValve {

        @Override
        protected void report(Request request, Response response, @Nullable Throwable failure) {
            int status = response.getStatus();
            if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            var resolved = HttpStatus.resolve(status);
            var kind = ErrorEdge.kind(resolved == null ? HttpStatus.BAD_REQUEST : resolved);
            try {
                response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
                response.setCharacterEncoding(StandardCharsets.UTF_8);
                response.getReporter().write(body(kind, status));
                response.finishResponse();
            } catch (IOException | IllegalStateException e) {
                // the client has gone
            }
        }

        private static String body(ProblemType kind, int status) {
            return """
            {"type":"%s","title":"%s","status":%d,"detail":"This is no request that could be read."}\
            """
                    .formatted(kind.uri(), kind.title(), status);
        }
    }
}
