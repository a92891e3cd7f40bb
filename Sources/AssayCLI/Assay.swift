import ArgumentParser
import ContaminationAudit

@main
struct Assay: ParsableCommand {
    func run() throws {}
}
