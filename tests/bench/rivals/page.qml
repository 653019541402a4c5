// The home page and one list of the terminal for Qt Quick: same texts, same places, same colours. The software
// backend has no shadows; cards are drawn without.
import QtQuick
import QtQuick.Window

Window {
  id: win
  width: 1080; height: 1920; x: 0; y: 0; visible: true
  flags: Qt.FramelessWindowHint
  color: "#f1f5fa"
  property var page: (PAGE_DATA)
  property bool listed: false
  property string clock: ""

  component Words: Text { font.family: "Noto Sans CJK SC"; color: "#1a2230" }
  component Big: Words { font.bold: true; font.pixelSize: 34 }
  component Small: Words { font.pixelSize: 25; color: "#4b5768" }
  component Plate: Rectangle {
    property string mark; property color strong
    width: 80; height: 80; radius: 22
    Big { anchors.centerIn: parent; text: parent.mark; color: parent.strong; font.pixelSize: 40 }
  }
  component Card: Rectangle {
    signal tapped()
    property bool listens: true
    radius: 20
    color: area.pressed ? "#e3eefb" : "#ffffff"
    border.color: area.pressed ? "#0f5ab4" : "#dfe5ee"; border.width: area.pressed ? 2 : 1
    MouseArea { id: area; anchors.fill: parent; enabled: parent.listens; onClicked: parent.tapped() }
  }
  component Push: Card {
    property string label
    width: 320; height: 74; y: 1831; radius: 16; border.width: 2; border.color: "#6b7a90"
    Big { anchors.centerIn: parent; text: parent.label; color: "#0f5ab4"; font.pixelSize: 28 }
  }
  component Page: Item {
    property string title; property string subtitle
    anchors.fill: parent
    Rectangle { width: 1080; height: 100 }
    Plate { x: 44; y: 20; width: 60; height: 60; color: "#0f5ab4"; strong: "#ffffff"; mark: win.page.product[0] }
    Big { x: 120; y: 8; text: win.page.product }
    Small { x: 120; y: 54; text: win.page.place }
    Big { x: 955; y: 8; text: win.clock }
    Small { x: 850; y: 54; text: win.page.date }
    Big { x: 44; y: 168; text: parent.title; font.pixelSize: 44 }
    Small { x: 44; y: 236; text: parent.subtitle; font.pixelSize: 29 }
    Rectangle { y: 1815; width: 1080; height: 105 }
    Push { x: 716; label: win.page.staff }
  }

  Page {
    visible: !win.listed
    title: win.page.title; subtitle: win.page.subtitle
    Card { x: 44; y: 301; width: 992; height: 92; radius: 46; border.color: "#0f5ab4"; border.width: 2
      Small { x: 84; y: 25; text: win.page.search; font.pixelSize: 29 } }
    Rectangle { x: 44; y: 410; width: 992; height: 90; radius: 16; color: "#e8ecf3" }
    Card { x: 48; y: 414; width: 488; height: 82
      Big { anchors.centerIn: parent; text: win.page.tabs[0]; color: "#0f5ab4"; font.pixelSize: 29 } }
    Big { x: 700; y: 434; text: win.page.tabs[1]; color: "#4b5768"; font.pixelSize: 29 }
    Repeater {
      model: win.page.tiles
      Card {
        required property var modelData; required property int index
        x: 44 + (index % 2) * 504; y: 515 + Math.floor(index / 2) * 161; width: 488; height: 145
        onTapped: win.listed = true
        Plate { x: 15; y: 32; mark: modelData[0][0]; strong: modelData[2]; color: modelData[3] }
        Big { x: 111; y: 26; text: modelData[0] }
        Small { x: 111; y: 78; text: modelData[1] }
      }
    }
    Big { x: 44; y: 1350; text: win.page.classes_title }
    Repeater {
      model: win.page.classes
      Card {
        required property var modelData; required property int index
        x: 44 + index * 252; y: 1415; width: 236; height: 160
        Plate { x: 78; y: 15; mark: modelData[0][0]; strong: modelData[1]; color: modelData[2] }
        Big { x: 74; y: 104; text: modelData[0]; font.pixelSize: 29 }
      }
    }
    Card { x: 44; y: 1650; width: 992; height: 125; color: "#0f5ab4"
      Plate { x: 15; y: 22; color: "#3a7ac5"; strong: "#ffffff"; mark: win.page.query[0][0] }
      Big { x: 111; y: 18; text: win.page.query[0]; color: "#ffffff" }
      Small { x: 111; y: 68; text: win.page.query[1]; color: "#ffffff" } }
  }

  Page {
    visible: win.listed
    title: win.page.list_title; subtitle: win.page.list_subtitle
    Repeater {
      model: win.page.items
      Card {
        required property var modelData; required property int index
        x: 44; y: 301 + index * 134; width: 992; height: 118
        Plate { x: 22; y: 24; width: 68; height: 68; mark: modelData[0][0]; strong: "#0f5ab4"; color: "#e3eefb" }
        Big { x: 106; y: 12; text: modelData[0]; font.pixelSize: 30 }
        Row { x: 106; y: 66; spacing: 8
          Repeater { model: modelData[1]
            Rectangle { required property string modelData
              width: chip.width + 24; height: 40; radius: 8; color: "#e8ecf3"
              Small { id: chip; x: 12; y: 2; text: parent.modelData; font.pixelSize: 24 } } } }
      }
    }
    Push { x: 44; label: win.page.back; onTapped: win.listed = false }
    Push { x: 380; label: win.page.home; onTapped: win.listed = false }
  }

  Timer {
    interval: 1; running: true; triggeredOnStart: true
    onTriggered: {
      const now = new Date();
      win.clock = Qt.formatTime(now, "hh:mm");
      interval = 60000 - now % 60000;
      restart();
    }
  }
}
