package ai.openclaw.log;

import ai.openclaw.base.Json;
import ai.openclaw.base.Problems;
import ai.openclaw.database.Notifications;
import ai.openclaw.database.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// A real server on a free port with the given beans on a test's database, no door in front.
public final class HttpSlice implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();

    private HttpSlice(ConfigurableApplicationContext context) {
        this.context = context;
    }

    public static HttpSlice start(TestPostgres.Database database, Class<?>... beans) {
        return new HttpSlice(
                new SpringApplicationBuilder(Web.class)
                        .sources(beans)
                        .properties(
                                "server.port=0",
                                "server.address=127.0.0.1",
                                "spring.threads.virtual.enabled=true",
                                "spring.main.banner-mode=off",
                                "spring.config.location=optional:classpath:/none/")
                        .initializers(c -> register((GenericApplicationContext) c, database))
                        .run());
    }

    private static void register(
            GenericApplicationContext context, TestPostgres.Database database) {
        context.registerBean(JdbcClient.class, database::jdbc);
        context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(database.dataSource()));
        context.registerBean(TransactionTemplate.class, database::transactions);
        context.registerBean(Notifications.class, database::notifications);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public void publish(Object event) {
        context.publishEvent(event);
    }

    /// @param headers name, value, name, value …
    public HttpResponse<String> get(String path, String... headers) {
        return get(path, BodyHandlers.ofString(), headers);
    }

    public <T> HttpResponse<T> get(String path, BodyHandler<T> body, String... headers) {
        return send("GET", path, body, headers);
    }

    public <T> HttpResponse<T> send(
            String method, String path, BodyHandler<T> body, String... headers) {
        var port = context.getEnvironment().getRequiredProperty("local.server.port");
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        client.shutdownNow();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        JacksonAutoConfiguration.class
    })
    @Import({Json.class, Problems.class})
    @ComponentScan(
            basePackages = "ai.openclaw.base.problem",
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern = ".*\\.(ProblemResolver|ErrorEdge)"))
    static class Web {}
}
