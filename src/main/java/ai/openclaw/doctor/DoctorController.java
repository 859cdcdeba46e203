package ai.openclaw.doctor;

import ai.openclaw.base.NotFound;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `GET /api/v1/doctor`: every check. `POST /api/v1/doctor/receipts` runs all probes in the
/// background; the report says how far they are, and holds their receipt when they are done.
@RestController
@RequestMapping("/api/v1/doctor")
class DoctorController {

    private final Doctor doctor;
    private final Receipts receipts;

    DoctorController(Doctor doctor, Receipts receipts) {
        this.doctor = doctor;
        this.receipts = receipts;
    }

    @GetMapping
    Doctor.Report look() {
        return doctor.look();
    }

    @PostMapping("/receipts")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Receipts.Running take() {
        return receipts.takeComplete();
    }

    @GetMapping("/receipts/{id}")
    Receipt receipt(@PathVariable UUID id) {
        return receipts.find(id).orElseThrow(() -> new NotFound("receipt", id.toString()));
    }
}
