package ai.openclaw.dashboard;

import ai.openclaw.budget.ModelUsage.Call;
import java.time.Duration;

/// A model call on the page of its task.
///
/// @param state colours it; empty for a call that went well
/// @param word how it ended, if not well
/// @param took until the last byte, and behind it until the first
record ModelCallRow(
        String at,
        String full,
        String attempt,
        String model,
        String state,
        String word,
        String input,
        String cached,
        String output,
        String took,
        String cost) {

    static ModelCallRow of(Call it) {
        String about = it.estimated() ? "≈ " : "";
        return new ModelCallRow(
                Shown.clock(it.at()).substring(0, 8),
                Shown.full(it.at()),
                Integer.toString(it.attempt()),
                it.model(),
                switch (it.state()) {
                    case "DONE" -> "";
                    case "OPEN" -> "RUNNING";
                    case "CUT" -> "CANCELLED";
                    default -> "FAILED";
                },
                switch (it.state()) {
                    case "DONE" -> "";
                    case "OPEN" -> "under way";
                    case "CUT" -> "broken off";
                    case "LOST" -> "lost with its gateway";
                    default -> it.status() == null ? "failed" : "failed with " + it.status();
                },
                about + Shown.count(it.inputTokens()),
                Shown.count(it.cachedTokens()),
                about + Shown.count(it.outputTokens()),
                it.millis() == null ? "" : Shown.duration(Duration.ofMillis(it.millis())),
                it.usd() == null
                        ? it.inputTokens() + it.outputTokens() == 0 ? "" : "unknown"
                        : Shown.usd(it.usd()));
    }
}
