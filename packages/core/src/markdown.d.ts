/** A text file as the tests read it. */
declare module '*.md?raw' {
  const text: string;
  export default text;
}
