package ai.openclaw.secret;

import ai.openclaw.base.Caller;
import ai.openclaw.base.Page;
import java.net.URI;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Secrets over REST. Values go in and never come out.
@RestController
@RequestMapping("/api/v1/secrets")
class SecretController {

    private final Secrets secrets;

    SecretController(Secrets secrets) {
        this.secrets = secrets;
    }

    /// All of them are one page, by name.
    @GetMapping
    Page<SecretView> list() {
        return new Page<>(secrets.list(), null);
    }

    /// Sets it. Attempts that run keep the value that they were given.
    @PutMapping("/{name}")
    ResponseEntity<Void> put(
            @PathVariable String name, @RequestBody SecretRequest request, Principal who) {
        return secrets.put(name, request, Caller.name(who))
                ? ResponseEntity.created(URI.create("/api/v1/secrets/" + name)).build()
                : ResponseEntity.noContent().build();
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String name, Principal who) {
        secrets.remove(name, Caller.name(who));
    }
}
