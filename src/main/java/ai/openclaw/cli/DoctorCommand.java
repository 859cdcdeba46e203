package ai.openclaw.cli;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
        name = "doctor",
        description = "Looks at everything that tasks need; exits 1 if anything fails.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    private static final String PATH = "/api/v1/doctor";

    private final Terminal terminal;
    private final Supplier<GatewayClient> gateway;

    @Option(names = "--full", description = "Runs all isolation probes first; takes some seconds.")
    private boolean full;

    @Option(names = "--json", description = "Prints the answer as JSON.")
    private boolean json;

    DoctorCommand(Terminal terminal, Supplier<GatewayClient> gateway) {
        this.terminal = terminal;
        this.gateway = gateway;
    }

    @Override
    public Integer call() throws InterruptedException {
        var client = gateway.get();
        var report = full ? probed(client) : client.get(PATH);
        if (json) {
            terminal.print(report);
        } else {
            print(report);
        }
        return report.path("status").asString("").equals("fail") ? 1 : 0;
    }

    private JsonNode probed(GatewayClient client) throws InterruptedException {
        JsonNode before = client.get(PATH).path("receipt").path("id");
        client.post(PATH + "/receipts", null);
        int said = 0;
        while (true) {
            var report = client.get(PATH);
            var running = report.path("running");
            if (!running.isObject()) {
                boolean taken =
                        report.path("receipt").path("complete").asBoolean(false)
                                && !report.path("receipt").path("id").equals(before);
                if (!taken) {
                    throw new CommandFailed(
                            "The probes could not run.", "The gateway's log says why.");
                }
                return report;
            }
            int done = running.path("done").asInt();
            if (done > said) {
                terminal.say("probes: " + done + " of " + running.path("total").asInt());
                said = done;
            }
            Thread.sleep(1000);
        }
    }

    private void print(JsonNode report) {
        for (var check : report.path("checks")) {
            String status = check.path("status").asString("");
            line(
                    style(status),
                    status,
                    check.path("title").asString("") + ": " + check.path("seen").asString(""));
            String cure = check.path("cure").asString("");
            if (!cure.isEmpty()) {
                terminal.print(Style.FAINT.on("      " + Escapes.line(cure), terminal.colour()));
            }
        }
        for (var finding : report.path("receipt").path("findings")) {
            String outcome = finding.path("outcome").asString("");
            if (full || !outcome.equals("HELD")) {
                line(
                        outcomeStyle(outcome),
                        outcome.replace('_', ' ').toLowerCase(java.util.Locale.ROOT),
                        finding.path("title").asString("")
                                + ": "
                                + finding.path("seen").asString(""));
            }
        }
    }

    private void line(Style style, String word, String text) {
        terminal.print(
                style.on(Escapes.line(word), terminal.colour())
                        + " ".repeat(Math.max(1, 6 - word.length()))
                        + Escapes.line(text));
    }

    private static Style style(String status) {
        return switch (status) {
            case "ok" -> Style.SUCCESS;
            case "warn" -> Style.WAITING;
            default -> Style.FAILURE;
        };
    }

    private static Style outcomeStyle(String outcome) {
        return switch (outcome) {
            case "HELD" -> Style.SUCCESS;
            case "NOT_HELD" -> Style.FAILURE;
            default -> Style.WAITING;
        };
    }
}
