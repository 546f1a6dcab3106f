-- Why: doubts can be accrued at what was expected times the share of earlier doubts that were billed; whoever prepares a close says so.

ALTER TABLE close_preparation
  DROP CONSTRAINT close_preparation_accrual_check,
  ADD CONSTRAINT close_preparation_accrual_check CHECK (accrual = ANY (ARRAY['expected', 'ceiling', 'measured']));
COMMENT ON COLUMN close_preparation.accrual IS 'What doubts are accrued at: expected, ceiling, or measured (expected, times the share of earlier ones that were billed); by who prepares.';
