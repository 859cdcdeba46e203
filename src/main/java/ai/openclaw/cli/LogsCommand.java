package ai.openclaw.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "logs",
        description = "Prints what a task printed.",
        mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Supplier<GatewayClient> gateway;

    @Parameters(paramLabel = "ID", description = "The task.")
    private String id = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on until the task ends, and exits with its exit code.")
    private boolean follow;

    @Option(names = "--attempt", paramLabel = "N", description = "Only this attempt's lines.")
    private @Nullable Integer attempt;

    @Option(names = "--stream", paramLabel = "NAME", description = "Only stdout or stderr.")
    private @Nullable String stream;

    @Option(
            names = "--from",
            paramLabel = "SEQ",
            defaultValue = "1",
            description = "From this line number on.")
    private long from = 1;

    @Option(names = "--json", description = "Prints each line as JSON.")
    private boolean json;

    @Option(
            names = "--raw",
            description = "Prints control sequences as they are, also on a terminal.")
    private boolean raw;

    LogsCommand(Terminal terminal, Supplier<GatewayClient> gateway) {
        this.terminal = terminal;
        this.gateway = gateway;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var client = gateway.get();
        String task = "/api/v1/tasks/" + GatewayClient.encode(id);
        var printer = new LogPrinter(terminal, raw, json, false);
        if (follow) {
            new LogFollower(client, terminal, from - 1, printer).follow(task + "/logs" + query());
            return TaskView.exitCode(client.get(task));
        }
        print(client, task + "/logs" + query(), printer);
        return 0;
    }

    private void print(GatewayClient client, String path, LogPrinter printer) throws IOException {
        var mapper = JsonMapper.shared();
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                client.open(path, "application/x-ndjson", Map.of()),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    printer.accept(mapper.readTree(line));
                }
            }
        }
    }

    private String query() {
        String query = "?from=" + from;
        if (attempt != null) {
            query += "&attempt=" + attempt;
        }
        return stream == null ? query : query + "&stream=" + GatewayClient.encode(stream);
    }
}
