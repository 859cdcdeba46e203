package ai.openclaw.auth;

import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.NotFound;
import ai.openclaw.base.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// API tokens over REST.
@RestController
@RequestMapping("/api/v1/tokens")
class TokenController {

    private static final Pattern NAME =
            Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._@:/-]{0,99}");

    private final ApiTokens tokens;
    private final Audit audit;

    TokenController(ApiTokens tokens, Audit audit) {
        this.tokens = tokens;
        this.audit = audit;
    }

    record NewToken(@Nullable String name) {}

    /// @param token the secret, in this answer and never again
    record MadeToken(UUID id, String name, String createdBy, Instant createdAt, String token) {

        /// Without the secret.
        @Override
        public String toString() {
            return "MadeToken[id=" + id + ", name=" + name + "]";
        }
    }

    @GetMapping
    Page<ApiToken> list() {
        return new Page<>(tokens.list(), null);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    MadeToken create(@RequestBody NewToken wanted, Principal who, HttpServletRequest request) {
        var name = wanted.name();
        if (name == null || !NAME.matcher(name).matches()) {
            throw InvalidRequest.of(
                    "name", "a name of 1 to 100 letters, digits or . _ @ : / - is expected");
        }
        var secret = ApiTokens.generate();
        var made = tokens.create(name, secret, who.getName());
        audit.record(who.getName(), request.getRemoteAddr(), "token.created", name);
        return new MadeToken(made.id(), made.name(), made.createdBy(), made.createdAt(), secret);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable UUID id, Principal who, HttpServletRequest request) {
        if (!tokens.revoke(id)) {
            throw new NotFound("token", id);
        }
        audit.record(who.getName(), request.getRemoteAddr(), "token.revoked", id.toString());
    }
}
