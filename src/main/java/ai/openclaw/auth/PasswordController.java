package ai.openclaw.auth;

import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.NotFound;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// A new password for a user: the way back in when it is lost, with the admin API token. Ends the
/// user's sessions.
@RestController
class PasswordController {

    private final Users users;
    private final Audit audit;

    PasswordController(Users users, Audit audit) {
        this.users = users;
        this.audit = audit;
    }

    record NewPassword(@Nullable String password) {

        /// Without the secret.
        @Override
        public String toString() {
            return "NewPassword[]";
        }
    }

    @PutMapping("/api/v1/users/{name}/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void set(
            @PathVariable String name,
            @RequestBody NewPassword wanted,
            Principal who,
            HttpServletRequest request) {
        if (!users.exists(name)) {
            throw new NotFound("user", name);
        }
        var password = wanted.password() == null ? "" : wanted.password();
        Strength.objectionToPassword(name, password)
                .ifPresent(it -> {
                    throw InvalidRequest.of("password", it);
                });
        users.setPassword(name, password);
        audit.record(who.getName(), request.getRemoteAddr(), "user.password_changed", name);
    }
}
