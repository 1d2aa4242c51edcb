/** The city's mark, beside its name. */
export function Mark() {
  return (
    <svg viewBox="0 0 36 36" aria-hidden="true">
      <rect width="36" height="36" rx="10" fill="#1864ab" />
      <path d="M8 17.4 18 8.8l10 8.6v9.1a2 2 0 0 1-2 2H10a2 2 0 0 1-2-2z" fill="#fff" />
      <rect x="12.5" y="18.5" width="4.5" height="4.5" rx="1" fill="#f2b544" />
      <rect x="19" y="18.5" width="4.5" height="4.5" rx="1" fill="#9cc1e4" />
    </svg>
  );
}
