declare module 'course:exercises' {
  const exercises: Readonly<
    Record<string, { readonly checks?: () => Promise<unknown>; readonly misconceptions?: () => Promise<unknown> }>
  >;
  export default exercises;
}

declare module '*?process' {
  const path: string;
  export default path;
}
