// The explorer begins.

watchTheme();
watchPrinting();
startWhatIf();
startWalk();
startEditor();
startLive();
