import Testing

@testable import ContaminationAudit
