package ai.openclaw.auth;

import ai.openclaw.base.HomeSettings;
import ai.openclaw.database.TestPostgres;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// The real door with real sessions, in front of two pages that stand for the rest of the house.
final class TestDoor implements AutoCloseable {

    static final String PASSWORD = "brass-lantern-42-harbour";

    private final ConfigurableApplicationContext context;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();

    private TestDoor(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /// Not a component, so that no other test's scan finds it.
    @EnableAutoConfiguration
    @EnableConfigurationProperties({AuthSettings.class, SecretSettings.class, HomeSettings.class})
    @ComponentScan(
            basePackages = {"ai.openclaw.auth", "ai.openclaw.base"},
            excludeFilters =
                    @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*Test[$.].*"))
    static class House {

        @Bean
        RouterFunction<ServerResponse> rooms() {
            return RouterFunctions.route()
                    .GET("/page", House::look)
                    .GET("/api/v1/thing", House::look)
                    .GET("/api/v1/named/{name}", House::name)
                    .POST("/page/change", House::change)
                    .POST("/api/v1/thing/change", House::change)
                    .GET("/sign-in", House::form)
                    .build();
        }

        private static ServerResponse look(ServerRequest request) {
            return ServerResponse.ok().body(request.principal().orElseThrow().getName());
        }

        private static ServerResponse name(ServerRequest request) {
            return ServerResponse.ok().body(request.pathVariable("name"));
        }

        private static ServerResponse change(ServerRequest request) {
            return ServerResponse.ok()
                    .body("changed by " + request.principal().orElseThrow().getName());
        }

        private static ServerResponse form(ServerRequest request) {
            var token = (CsrfToken) request.attribute(CsrfToken.class.getName()).orElseThrow();
            return ServerResponse.ok().body(token.getToken());
        }
    }

    static TestDoor open(TestPostgres.Database database, Path home, Map<String, String> settings) {
        var properties = new HashMap<String, Object>(settings);
        properties.put("openclaw.home", home.toString());
        properties.put("spring.datasource.url", database.jdbcUrl());
        properties.put("spring.datasource.username", database.username());
        properties.put("spring.datasource.password", database.password());
        properties.put("spring.datasource.hikari.maximum-pool-size", "4");
        properties.put("spring.flyway.enabled", "false");
        properties.put("spring.devtools.restart.enabled", "false");
        properties.put("server.port", "0");
        properties.put("server.address", "127.0.0.1");
        properties.put("management.endpoints.web.exposure.include", "*");
        properties.put("management.endpoint.health.probes.enabled", "true");
        return new TestDoor(
                new SpringApplicationBuilder(House.class)
                        .web(WebApplicationType.SERVLET)
                        // As arguments: what the application's own file says does not count then.
                        .run(
                                properties.entrySet().stream()
                                        .map(it -> "--" + it.getKey() + "=" + it.getValue())
                                        .toArray(String[]::new)));
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    static String token(Path home) throws IOException {
        return Files.readString(home.resolve("admin-token")).strip();
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(address() + path));
    }

    String address() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    CookieManager cookies() {
        return cookies;
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(to(path));
    }

    /// A POST as a form of ours sends it, with the CSRF token where one is given.
    HttpResponse<String> post(String path, @Nullable String csrf, Map<String, String> fields)
            throws IOException, InterruptedException {
        var all = new HashMap<>(fields);
        if (csrf != null) {
            all.put("_csrf", csrf);
        }
        var body = new StringBuilder();
        all.forEach((k, v) -> body.append(k).append('=').append(encode(v)).append('&'));
        return send(
                to(path).header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body.toString())));
    }

    String csrf() throws IOException, InterruptedException {
        return get("/sign-in").body();
    }

    HttpResponse<String> signIn(String name, String password)
            throws IOException, InterruptedException {
        return post("/sign-in", csrf(), Map.of("username", name, "password", password));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        context.close();
    }
}
