package ai.openclaw.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/// Walks through everything that is mapped, as somebody without token and session.
class EveryPathTest {

    private static final Set<String> OPEN =
            Set.of(
                    "GET /sign-in",
                    "GET /actuator/health/liveness",
                    "GET /actuator/health/readiness");

    @TempDir Path home;

    @Test
    void nothingAnswersAStrangerButTheSignInPageAndTheProbes() throws Exception {
        try (var house = TestHouse.open(home);
                var http = HttpClient.newHttpClient()) {
            var calls = new TreeSet<String>();
            house.all(RequestMappingInfoHandlerMapping.class)
                    .forEach(it -> it.getHandlerMethods().keySet().forEach(m -> add(calls, m)));
            assertThat(calls)
                    .contains("POST /api/v1/tasks", "GET /actuator/prometheus", "GET /tasks/1/live")
                    .hasSizeGreaterThan(30);
            calls.addAll(OPEN);
            calls.add("GET /nothing/of/this/kind");
            calls.add("GET /webjars/htmx.org/2.0.10/package.json");

            var answered = new ArrayList<String>();
            for (var call : calls) {
                var parts = call.split(" ", 2);
                var answer =
                        http.send(
                                HttpRequest.newBuilder(URI.create(house.address() + parts[1]))
                                        .method(parts[0], BodyPublishers.noBody())
                                        .build(),
                                BodyHandlers.ofString());
                boolean refused =
                        answer.statusCode() == 401
                                || (answer.statusCode() == 302
                                        && answer.headers()
                                                .firstValue("Location")
                                                .orElse("")
                                                .contains("/sign-in"));
                if (!refused) {
                    answered.add(call);
                }
            }
            assertThat(answered).containsExactlyInAnyOrderElementsOf(OPEN);
        }
    }

    private static void add(Set<String> calls, RequestMappingInfo mapping) {
        var methods =
                mapping.getMethodsCondition().getMethods().stream()
                        .map(Enum::name)
                        .collect(Collectors.toSet());
        for (var pattern : mapping.getPatternValues()) {
            var path = pattern.replaceAll("\\{[^}]*}", "1").replace("**", "1");
            (methods.isEmpty() ? Set.of("GET", "POST") : methods)
                    .forEach(method -> calls.add(method + " " + path));
        }
    }
}
