/** Text that a student's code or file contributed, safe to show: terminal codes, other control and direction characters made visible. */
export function printable(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(/[^\P{C}\n\t\p{Cs}]|\p{Cs}|[\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0)!.toString(16).padStart(4, '0');
    return `\\u{${code}}`;
  });
}
