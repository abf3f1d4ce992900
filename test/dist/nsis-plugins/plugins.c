/*
 * What electron-builder's own plugins do, as far as its script for customers needs it: they are only to be had where its
 * downloads are. One file for all; a plugin is the file built under its name. 64 bits, because Debian's wine has no other.
 *   StdUtils     the words of the command line, the folder above, a start
 *   Nsis7z       unpacks; here a tar of plain files and folders
 *   WinShell     forgets what the taskbar knows: nothing here
 *   SpiderBanner the page with the bar: nothing in a silent installation
 */
#include <windows.h>
#include <shellapi.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

typedef struct entry {
  struct entry *next;
  WCHAR text[1];
} entry;

#define PLUGIN(name) __declspec(dllexport) void name(HWND window, int size, WCHAR *variables, entry **top)
#define LENGTH 8192

static void pop(entry **top, WCHAR *to) {
  entry *first = *top;
  to[0] = 0;
  if (!first) return;
  wcsncpy(to, first->text, LENGTH - 1);
  to[LENGTH - 1] = 0;
  *top = first->next;
  GlobalFree(first);
}

static void push(entry **top, int size, const WCHAR *text) {
  entry *first = GlobalAlloc(GPTR, sizeof(entry) + size * sizeof(WCHAR));
  wcsncpy(first->text, text, size - 1);
  first->next = *top;
  *top = first;
}

static WCHAR word[LENGTH], second[LENGTH], third[LENGTH];

/* Everything after the program's own name. */
PLUGIN(GetAllParameters) {
  pop(top, word);
  const WCHAR *line = GetCommandLineW();
  if (*line == L'"') {
    line = wcschr(line + 1, L'"');
    line = line ? line + 1 : L"";
  } else {
    while (*line && *line != L' ') line += 1;
  }
  while (*line == L' ') line += 1;
  push(top, size, line);
}

/* "true" where --name is among the words. */
PLUGIN(TestParameter) {
  pop(top, word);
  int count = 0;
  BOOL found = FALSE;
  LPWSTR *words = CommandLineToArgvW(GetCommandLineW(), &count);
  for (int i = 1; i < count; i += 1)
    if (wcsncmp(words[i], L"--", 2) == 0 && _wcsicmp(words[i] + 2, word) == 0) found = TRUE;
  push(top, size, found ? L"true" : L"false");
}

PLUGIN(GetParentPath) {
  pop(top, word);
  WCHAR *last = wcsrchr(word, L'\\');
  if (last) *last = 0;
  push(top, size, word);
}

PLUGIN(ExecShellAsUser) {
  pop(top, third);
  pop(top, second);
  pop(top, word);
  HINSTANCE started = ShellExecuteW(NULL, second, word, third, NULL, SW_SHOWNORMAL);
  push(top, size, (INT_PTR)started > 32 ? L"ok" : L"error");
}

PLUGIN(Show) {}

PLUGIN(SetLnkAUMI) {
  pop(top, word);
  pop(top, word);
}
PLUGIN(UninstShortcut) { pop(top, word); }
PLUGIN(UninstAppUserModelId) { pop(top, word); }

/* Into the folder that the script has set, with the folders on the way. */
PLUGIN(Extract) {
  char head[512], name[200];
  pop(top, word);
  FILE *archive = _wfopen(word, L"rb");
  if (!archive) return;
  while (fread(head, 1, 512, archive) == 512 && head[0]) {
    long rest = strtol(head + 124, NULL, 8);
    const char *path = strncmp(head, "./", 2) == 0 ? head + 2 : head;
    snprintf(name, sizeof name, "%s", path);
    for (char *at = name; *at; at += 1) {
      if (*at != '/') continue;
      *at = 0;
      if (name[0]) CreateDirectoryA(name, NULL);
      *at = '\\';
    }
    FILE *file = head[156] == '0' ? fopen(name, "wb") : NULL;
    long blocks = (rest + 511) / 512;
    for (long i = 0; i < blocks; i += 1) {
      char block[512];
      if (fread(block, 1, 512, archive) != 512) break;
      long part = rest < 512 ? rest : 512;
      if (file) fwrite(block, 1, part, file);
      rest -= part;
    }
    if (file) fclose(file);
  }
  fclose(archive);
}
