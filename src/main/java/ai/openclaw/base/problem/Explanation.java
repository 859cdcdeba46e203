package ai.openclaw.base.problem;

import ai.openclaw.base.BadJson;
import ai.openclaw.base.Conflict;
import ai.openclaw.base.FieldError;
import ai.openclaw.base.Ids;
import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.NotFound;
import ai.openclaw.base.Problem;
import ai.openclaw.base.ProblemType;
import ai.openclaw.base.Text;
import ai.openclaw.base.TooLarge;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.validation.BindException;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

/// What an exception means to the client. Pure; whoever calls it writes and logs.
final class Explanation {

    private Explanation() {}

    static Problem of(Exception e) {
        return switch (e) {
            case InvalidRequest invalid ->
                    Problem.of(ProblemType.INVALID_REQUEST, invalid.errors());
            case NotFound missing -> Problem.of(ProblemType.NOT_FOUND, message(missing));
            case Conflict conflict -> Problem.of(ProblemType.CONFLICT, message(conflict));
            case TooLarge large ->
                    Problem.of(
                            ProblemType.TOO_LARGE,
                            List.of(new FieldError(large.field(), message(large))));
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case BindException binding -> binding(binding);
            case HandlerMethodValidationException validation -> validation(validation);
            case MethodArgumentTypeMismatchException mismatch ->
                    invalid(mismatch.getName(), expected(mismatch));
            case MissingServletRequestParameterException missing ->
                    invalid(missing.getParameterName(), "This parameter is needed.");
            case MissingRequestHeaderException missing ->
                    invalid(missing.getHeaderName(), "This header is needed.");
            case NoResourceFoundException _, NoHandlerFoundException _ ->
                    Problem.of(ProblemType.NOT_FOUND, "There is nothing at this path.");
            case HttpRequestMethodNotSupportedException method -> method(method);
            case HttpMediaTypeNotSupportedException type ->
                    Problem.of(
                                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                                    "The content type "
                                            + type.getContentType()
                                            + " is not understood here; "
                                            + types(type.getSupportedMediaTypes())
                                            + " is.")
                            .withHeader("Accept", types(type.getSupportedMediaTypes()));
            case HttpMediaTypeNotAcceptableException type ->
                    Problem.of(
                            ProblemType.NOT_ACCEPTABLE,
                            "What you accept is not to be had here; "
                                    + types(type.getSupportedMediaTypes())
                                    + " is.");
            case ErrorResponse standard -> standard(standard);
            default -> database(e);
        };
    }

    private static Problem unreadable(HttpMessageNotReadableException e) {
        if (e.getCause() instanceof JacksonException json) {
            return of(BadJson.explain(json));
        }
        return invalid("body", "A body is needed, and could not be read.");
    }

    private static Problem binding(BindException e) {
        return Problem.of(
                ProblemType.INVALID_REQUEST,
                e.getFieldErrors().stream()
                        .map(f -> new FieldError(f.getField(), text(f.getDefaultMessage())))
                        .toList());
    }

    private static Problem validation(HandlerMethodValidationException e) {
        return Problem.of(
                ProblemType.INVALID_REQUEST,
                e.getParameterValidationResults().stream()
                        .flatMap(r -> errors(r).stream())
                        .toList());
    }

    private static List<FieldError> errors(ParameterValidationResult result) {
        String parameter = text(result.getMethodParameter().getParameterName());
        return result.getResolvableErrors().stream()
                .map(error -> new FieldError(parameter, text(error.getDefaultMessage())))
                .toList();
    }

    private static Problem method(HttpRequestMethodNotSupportedException e) {
        String allowed =
                String.join(
                        ", ", Objects.requireNonNullElse(e.getSupportedMethods(), new String[0]));
        return Problem.of(
                        ProblemType.METHOD_NOT_ALLOWED,
                        e.getMethod() + " does nothing here; allowed: " + allowed + ".")
                .withHeader("Allow", allowed);
    }

    /// Whatever else Spring says about a request carries a status of its own.
    private static Problem standard(ErrorResponse standard) {
        int status = standard.getStatusCode().value();
        for (var kind : ProblemType.values()) {
            if (kind.status().value() == status && status < 500) {
                return Problem.of(kind, text(standard.getBody().getDetail()));
            }
        }
        if (status == 503) {
            return unavailable("This took too long; try again.");
        }
        return standard.getStatusCode().is4xxClientError()
                ? Problem.of(ProblemType.INVALID_REQUEST, text(standard.getBody().getDetail()))
                : internal();
    }

    private static Problem database(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                String state = sql.getSQLState();
                // Text that Postgres cannot hold: U+0000, or broken UTF-8.
                if (state.equals("22021") || state.equals("22P05")) {
                    return invalid(
                            "body", "A text holds a character that cannot be stored (U+0000?).");
                }
                if (state.startsWith("53100")) {
                    return unavailable("The database's disk is full; nothing can be accepted.");
                }
                // Connection lost, server stopping, out of connections or memory, read-only.
                if (state.startsWith("08")
                        || state.startsWith("57P0")
                        || state.startsWith("53")
                        || state.equals("25006")) {
                    return unavailable("The database does not answer; try again shortly.");
                }
            }
        }
        return switch (e) {
            case DataAccessResourceFailureException _,
                    TransientDataAccessException _,
                    CannotCreateTransactionException _,
                    TransactionSystemException _ ->
                    unavailable("The database does not answer; try again shortly.");
            default -> internal();
        };
    }

    private static Problem unavailable(String detail) {
        return Problem.of(ProblemType.UNAVAILABLE, detail).withHeader("Retry-After", "5");
    }

    /// Says nothing of what is inside; the log has it under the same id.
    private static Problem internal() {
        String id = "urn:uuid:" + Ids.next();
        return new Problem(
                ProblemType.INTERNAL_ERROR,
                "The gateway's log says more under " + id + ".",
                id,
                null,
                Map.of());
    }

    private static Problem invalid(String field, String message) {
        return Problem.of(ProblemType.INVALID_REQUEST, List.of(new FieldError(field, message)));
    }

    private static String expected(MethodArgumentTypeMismatchException e) {
        String value = Text.printable(String.valueOf(e.getValue()), 80);
        return BadJson.expected(e.getRequiredType()) + ", not '" + value + "'.";
    }

    private static String types(List<MediaType> types) {
        return types.stream().map(MediaType::toString).collect(Collectors.joining(", "));
    }

    private static String message(Throwable e) {
        return text(e.getMessage());
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
