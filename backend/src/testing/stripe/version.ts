/** The version of the API whose shapes the double speaks. */
export const apiVersion = '2026-10-28.endive'
