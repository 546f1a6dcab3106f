/** What whoever approves must know of a draft: by the engine in the page, or as the service tells it. */
export interface ReviewProblem {
  /** What a confirmation names. */
  readonly name: string;
  readonly severity: 'error' | 'confirm';
  readonly message: string;
}
