package ai.openclaw.proxy;

import java.util.Map;

/// Why a model call is not passed on.
///
/// @param status of the answer
/// @param code OpenAI's word for it
/// @param type Anthropic's word for it
/// @param message a sentence that names the cure where there is one
/// @param headers besides
record Refusal(int status, String code, String type, String message, Map<String, String> headers) {

    static Refusal invalid(String message) {
        return last(400, "invalid_request", "invalid_request_error", message);
    }

    static Refusal tooLarge(String message) {
        return last(413, "request_too_large", "request_too_large", message);
    }

    static Refusal notAllowed(String message) {
        return last(403, "permission_denied", "permission_error", message);
    }

    static Refusal noModel(String message) {
        return last(404, "model_not_found", "not_found_error", message);
    }

    /// Not 429: that is tried again (FACTS of both clients).
    static Refusal spent(String message) {
        return last(403, "insufficient_quota", "permission_error", message);
    }

    static Refusal held(String message) {
        return again(429, "rate_limit_exceeded", "rate_limit_error", message, 5);
    }

    static Refusal busy(String message) {
        return again(503, "overloaded", "overloaded_error", message, 2);
    }

    static Refusal unreachable(String message) {
        return again(502, "upstream_unreachable", "api_error", message, 5);
    }

    static Refusal of(int status, String message) {
        return switch (status) {
            case 401 -> last(401, "invalid_api_key", "authentication_error", message);
            case 503 -> busy(message);
            default -> again(status, "server_error", "api_error", message, 2);
        };
    }

    private static Refusal last(int status, String code, String type, String message) {
        return new Refusal(status, code, type, message, Map.of("x-should-retry", "false"));
    }

    private static Refusal again(
            int status, String code, String type, String message, int seconds) {
        return new Refusal(
                status, code, type, message, Map.of("Retry-After", Integer.toString(seconds)));
    }
}
