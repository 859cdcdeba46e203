package ai.openclaw.dashboard;

import ai.openclaw.base.NotFound;
import ai.openclaw.doctor.Check;
import ai.openclaw.doctor.Doctor;
import ai.openclaw.doctor.Finding;
import ai.openclaw.doctor.Receipt;
import ai.openclaw.doctor.Receipts;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/// Whether the installation is well, and what the isolation probes saw.
@Controller
@RequestMapping("/doctor")
class DoctorPage {

    private final ObjectProvider<Doctor> doctor;
    private final ObjectProvider<Receipts> receipts;
    private final Clock clock;

    DoctorPage(ObjectProvider<Doctor> doctor, ObjectProvider<Receipts> receipts, Clock clock) {
        this.doctor = doctor;
        this.receipts = receipts;
        this.clock = clock;
    }

    /// A line with a mark.
    ///
    /// @param state by whose colour and mark it is shown
    record Line(String state, String word, String title, String more, String seen) {}

    @GetMapping
    String look(Model model) {
        var now = doctor.getIfAvailable();
        var report = now == null ? null : now.look();
        model.addAttribute(
                "checks",
                report == null
                        ? List.of()
                        : report.checks().stream().map(DoctorPage::line).toList());
        model.addAttribute("running", report == null ? null : report.running());
        receipt(report == null ? null : report.receipt(), model);
        return "doctor";
    }

    @GetMapping("/receipts/{id}")
    String receipt(@PathVariable UUID id, Model model) {
        var known = receipts.getIfAvailable();
        receipt(
                known == null
                        ? null
                        : known.find(id).orElseThrow(() -> new NotFound("receipt", id.toString())),
                model);
        return "receipt";
    }

    /// Runs all probes.
    @PostMapping("/receipts")
    String take() {
        receipts.ifAvailable(Receipts::takeComplete);
        return "redirect:/doctor";
    }

    private void receipt(@Nullable Receipt receipt, Model model) {
        model.addAttribute("receipt", receipt);
        if (receipt != null) {
            model.addAttribute("taken", Moment.of(receipt.takenAt(), clock.instant()));
            model.addAttribute(
                    "findings", receipt.findings().stream().map(DoctorPage::line).toList());
        }
    }

    private static Line line(Check check) {
        String state =
                switch (check.status()) {
                    case OK -> "SUCCEEDED";
                    case WARN -> "QUEUED";
                    case FAIL -> "FAILED";
                };
        String cure = check.cure();
        return new Line(
                state,
                check.status().toString(),
                check.title(),
                cure == null ? "" : cure,
                check.seen());
    }

    private static Line line(Finding finding) {
        String state =
                switch (finding.outcome()) {
                    case HELD -> "SUCCEEDED";
                    case NOT_HELD -> finding.required() ? "FAILED" : "QUEUED";
                    case NOT_APPLICABLE -> "CANCELLED";
                    case UNCLEAR -> "QUEUED";
                };
        return new Line(
                state, finding.outcome().word(), finding.title(), finding.proves(), finding.seen());
    }
}
