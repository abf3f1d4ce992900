; Taken into electron-builder's installer and uninstaller for customers, which install for one user and never ask for an
; administrator's right. Strings of both languages; files of this kind are UTF-8.

!macro customHeader
  LangString sobaniManaged ${LANG_JAPANESE} "このパソコンには、会社が管理する Sobani が入っています。$\r$\n新しく入れる必要はありません。スタート メニューの「Sobani」を開いてください。"
  LangString sobaniManaged ${LANG_ENGLISH} "Sobani is already on this PC, and your organisation takes care of it.$\r$\nThere is nothing to install: open Sobani from the Start menu."
  LangString sobaniKeep ${LANG_JAPANESE} "サポートの記録（控え）を、このパソコンに残しますか？$\r$\n$\r$\n「はい」: 残します。あとから見ることができます。$\r$\n「いいえ」: Sobani がこのパソコンに保存したものを、すべて消します。"
  LangString sobaniKeep ${LANG_ENGLISH} "Keep the records of your support sessions (receipts) on this PC?$\r$\n$\r$\nYes: they stay, and you can look at them later.$\r$\nNo: everything that Sobani has stored on this PC is deleted."
!macroend

; Two Sobanis on one PC would confuse whoever is asked on the phone to open it, and the user's own could be told other
; things than the organisation's. The mark is written by the MSI. Exit code 3: left undone, on purpose.
!macro customInit
  Push $0
  SetRegView 64
  ReadRegStr $0 HKLM "SOFTWARE\Sobani\Agent" "InstalledBy"
  SetRegView lastused
  ${if} $0 != ""
    MessageBox MB_OK|MB_ICONINFORMATION "$(sobaniManaged)" /SD IDOK
    SetErrorLevel 3
    Quit
  ${endif}
  Pop $0
!macroend

!ifdef BUILD_UNINSTALLER
  Var sobaniDelete
!endif

; Receipts are the customer's own proof of what was done: nothing but a clear "no" deletes them, and an upgrade or a
; silent removal (/S) asks nothing. electron-builder makes every removal silent before this, so the words are looked at.
!macro customUnInit
  Push $R0
  Push $R1
  StrCpy $sobaniDelete "0"
  ClearErrors
  ${GetParameters} $R0
  ${GetOptions} $R0 "/S" $R1
  ${if} ${Errors}
    ${if} ${FileExists} "$APPDATA\${PRODUCT_FILENAME}\*.*"
      MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON1 "$(sobaniKeep)" IDYES +2
      StrCpy $sobaniDelete "1"
    ${endif}
  ${endif}
  ClearErrors
  Pop $R1
  Pop $R0
!macroend

; What the updater has downloaded is of no use to anybody once the program is gone.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    RMDir /r "$LOCALAPPDATA\${APP_PACKAGE_NAME}-updater"
    ${if} $sobaniDelete == "1"
      RMDir /r "$APPDATA\${PRODUCT_FILENAME}"
    ${endif}
  ${endif}
!macroend
