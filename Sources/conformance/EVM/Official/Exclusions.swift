/// State cases that expect the point evaluation precompile (EIP-4844) to accept a proof, which needs the
/// pairing of BLS12-381. All others that call it are run.
@Sendable
func pointEvaluationExclusion(_ name: String) -> String? {
    guard name.contains("test_point_evaluation_precompile") else { return nil }
    let accepting = [
        "-correct]", "case_correct_proof_", "proof_correct-extra_gas", "success_True-in_bounds_z",
    ]
    return accepting.contains { name.contains($0) } ? "needs the point evaluation precompile" : nil
}
