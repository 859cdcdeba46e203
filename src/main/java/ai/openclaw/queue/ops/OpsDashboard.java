package ai.openclaw.queue.ops;

import ai.openclaw.auth.Visitors;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import org.jobrunr.dashboard.JobRunrApiHandler;
import org.jobrunr.dashboard.JobRunrSseHandler;
import org.jobrunr.dashboard.JobRunrStaticFileHandler;
import org.jobrunr.dashboard.server.HttpExchangeHandler;
import org.jobrunr.dashboard.server.http.RedirectHttpHandler;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.storage.StorageProviderUtils.DatabaseOptions;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.utils.mapper.jackson3.Jackson3JsonMapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Serves JobRunr's pages by JobRunr's own handlers on a server of ours, since JobRunr's listens on
/// every address and lets everybody in.
@Component
public final class OpsDashboard implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OpsDashboard.class);

    private final OpsSettings settings;
    private final DataSource dataSource;
    private final Visitors visitors;
    private final IntSupplier dashboardPort;
    private final List<AutoCloseable> open = new ArrayList<>();
    private volatile @Nullable HttpServer server;

    OpsDashboard(
            OpsSettings settings,
            DataSource dataSource,
            Visitors visitors,
            Environment environment) {
        this.settings = settings;
        this.dataSource = dataSource;
        this.visitors = visitors;
        // Known when the web server has begun to listen.
        this.dashboardPort =
                () -> environment.getRequiredProperty("local.server.port", Integer.class);
    }

    /// Empty if it is not served.
    public OptionalInt port() {
        var serving = server;
        return serving == null
                ? OptionalInt.empty()
                : OptionalInt.of(serving.getAddress().getPort());
    }

    /// A port that somebody else has is no reason not to run tasks.
    @Override
    public void start() {
        if (settings.port() == 0) {
            return;
        }
        try {
            server = serve();
            log.info("JobRunr's dashboard: http://{}:{}", settings.bind(), settings.port());
        } catch (BindException e) {
            log.warn(
                    "JobRunr's dashboard is not served: {}:{} cannot be had ({}). Set"
                            + " OPENCLAW_OPS_PORT to another port, or to 0 for none.",
                    settings.bind(),
                    settings.port(),
                    e.getMessage());
        } catch (IOException e) {
            log.warn("JobRunr's dashboard is not served: {}", e.toString());
        }
    }

    private HttpServer serve() throws IOException {
        var serving =
                HttpServer.create(new InetSocketAddress(settings.bind(), settings.port()), 50);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        serving.setExecutor(threads);
        var json = new Jackson3JsonMapper();
        var storage = new PostgresStorageProvider(dataSource, DatabaseOptions.SKIP_CREATE);
        storage.setJobMapper(new JobMapper(json));
        var streams = new JobRunrSseHandler(storage, json);
        var guard = new OpsGuard(settings, visitors, dashboardPort);
        List<HttpExchangeHandler> handlers =
                List.of(
                        new RedirectHttpHandler("/", "/dashboard/overview"),
                        new JobRunrApiHandler(storage, json, false),
                        streams);
        for (var handler : handlers) {
            serving.createContext(handler.getContextPath(), handler).getFilters().add(guard);
        }
        var pages = new OpsPages(new JobRunrStaticFileHandler(), dashboardPort);
        serving.createContext("/dashboard", pages).getFilters().add(guard);
        serving.createContext(OpsPages.STYLE, pages::style).getFilters().add(guard);
        open.addAll(List.of(guard, streams, storage, threads));
        serving.start();
        return serving;
    }

    @Override
    public void stop() {
        var serving = server;
        server = null;
        if (serving != null) {
            serving.stop(0);
        }
        for (var each : open) {
            try {
                each.close();
            } catch (Exception e) {
                log.debug("While JobRunr's dashboard ended", e);
            }
        }
        open.clear();
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }
}
